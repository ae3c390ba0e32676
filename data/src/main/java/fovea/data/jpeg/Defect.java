package fovea.data.jpeg;

/** What can be wrong with a file whose picture is shown nevertheless, as libjpeg does. */
enum Defect {
  EXIF("its Exif block cannot be read: it is shown as it is stored"),
  CORRUPT("its data is corrupt: parts of the picture are wrong or gray"),
  RESTARTS("its restart markers are wrong: parts of the picture may be out of place or gray"),
  STRAY_BYTES("it has bytes between its parts that mean nothing"),
  NO_HUFFMAN_TABLES("it lacks Huffman tables: the standard ones were taken"),
  ODD_SCAN("its scans are not what its kind should have"),
  MISSING_SCANS("it lacks some of its scans: the picture is not as sharp as it could be"),
  MISSING_DATA("it lacks the data of a component"),
  NO_END("its end marker is missing");

  private final String warning;

  Defect(String warning) {
    this.warning = warning;
  }

  /** For people: a clause. */
  String warning() {
    return warning;
  }
}
