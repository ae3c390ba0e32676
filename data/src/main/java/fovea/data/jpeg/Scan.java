package fovea.data.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a scan brings.
 *
 * @param parts the components in it
 * @param band the coefficients in it
 * @param restartInterval units between two restart markers; 0 for none
 * @param odd whether it says other things of the coefficients than a sequential scan should
 */
record Scan(List<Part> parts, Band band, int restartInterval, boolean odd) {

  /**
   * A component in a scan.
   *
   * @param component whose coefficients come
   * @param dc code of the differences between the means of blocks
   * @param ac code of all other coefficients
   */
  record Part(Component component, HuffmanTable dc, HuffmanTable ac) {}

  /**
   * Coefficients and bits of them.
   *
   * @param first coefficient in the order of the file
   * @param last coefficient in the order of the file
   * @param known upper bits that came in an earlier scan: the lowest one's place; 0 for none
   * @param low place of the lowest bit that comes now
   */
  record Band(int first, int last, int known, int low) {

    private static final Band ALL = new Band(0, 63, 0, 0);
  }

  /** Blocks of a unit of a scan of several components. */
  private static final int MAX_BLOCKS = 10;

  /** Whether bits were met that are no code. */
  boolean metBadCode() {
    return parts.stream().anyMatch(part -> part.dc().metBadCode() || part.ac().metBadCode());
  }

  /** Reads the content of the scan's segment. */
  static Scan read(Segment segment, Frame frame, Tables tables) {
    int count = segment.u8();
    if (count < 1 || count > frame.components().size()) {
      throw new JpegException("a scan has an impossible number of components");
    }
    segment.requireLeft(2 * count + 3);
    var ids = new int[count];
    var codes = new int[count];
    for (int i = 0; i < count; i++) {
      ids[i] = segment.u8();
      codes[i] = segment.u8();
    }
    int first = segment.u8();
    int last = segment.u8();
    int bits = segment.u8();
    Band band =
        frame.progressive()
            ? checked(new Band(first, last, bits >> 4, bits & 0xF), count)
            : Band.ALL;
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Component component = component(frame, ids[i], i);
      if (parts.stream().anyMatch(part -> part.component() == component)) {
        throw new JpegException("a scan names a component twice");
      }
      component.quantizeBy(tables.quantization(component.table()));
      boolean dc = band.first == 0 && band.known == 0;
      boolean ac = band.last > 0;
      parts.add(
          new Part(
              component,
              dc ? tables.dc(codes[i] >> 4) : Tables.NONE,
              ac ? tables.ac(codes[i] & 0xF) : Tables.NONE));
    }
    int blocks = parts.stream().mapToInt(part -> part.component().blocksInUnit()).sum();
    if (count > 1 && blocks > MAX_BLOCKS) {
      throw new JpegException(
          String.format(Locale.ROOT, "a scan has more than %d blocks a unit", MAX_BLOCKS));
    }
    boolean odd =
        !frame.progressive() && !new Band(first, last, bits >> 4, bits & 0xF).equals(band);
    return new Scan(parts, band, tables.restartInterval(), odd);
  }

  private static Band checked(Band band, int components) {
    boolean dc = band.first == 0;
    if (band.first > band.last
        || band.last > 63
        || dc != (band.last == 0)
        || (!dc && components > 1)
        || band.low > 13
        || (band.known != 0 && band.known != band.low + 1)) {
      throw new JpegException("a scan brings impossible coefficients");
    }
    return band;
  }

  /** Two may have the same name: then it is the one whose turn it is. */
  private static Component component(Frame frame, int id, int place) {
    return frame.components().stream()
        .skip(place)
        .filter(component -> component.id() == id)
        .findFirst()
        .orElseThrow(() -> new JpegException("a scan names a component that is not there"));
  }
}
