package fovea.app.similar;

import fovea.app.console.ControlText;
import fovea.app.result.PhotoThumbnail;
import fovea.app.session.DataSets;
import fovea.app.session.Session;
import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.picture.PictureFile;
import fovea.data.pixels.DataException;
import fovea.report.page.Block;
import fovea.similar.PictureIndex;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pictures that an index was made from, as far as they are still there. */
final class IndexedPictures {
  private final PictureIndex index;
  private final Optional<PictureSet> set;
  private final List<String> missing = new ArrayList<>();

  private IndexedPictures(PictureIndex index, Optional<PictureSet> set) {
    this.index = index;
    this.set = set;
  }

  static IndexedPictures of(Session session, PictureIndex index) {
    String data = index.card().data();
    return new IndexedPictures(
        index,
        data.isEmpty() ? Optional.empty() : Optional.of(DataSets.load(session, data, Split.TRAIN)));
  }

  /** What a picture is called: its file, or its number in a data set. */
  String name(int number) {
    return set.map(pictures -> pictures.name() + ", " + index.name(number))
        .orElseGet(() -> index.name(number));
  }

  /** The class of a picture; empty if it has none. */
  String label(int number) {
    return index.label(number).orElse("");
  }

  /** Whether a picture of the index is that file. */
  boolean isFile(int number, Path file) {
    return path(number).equals(Optional.of(file.toAbsolutePath().normalize()));
  }

  /** The file of a picture; empty for those of data sets, and for names that no file can have. */
  private Optional<Path> path(int number) {
    try {
      return set.isEmpty() ? Optional.of(Path.of(index.name(number))) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private DataException unnamed(int number) {
    return new DataException(
        ControlText.line(index.name(number)),
        "expected the path of a file, found none",
        "Make the index again");
  }

  /** A picture, small; none if it cannot be read any more. */
  List<Block.Thumbnail> thumbnail(int number, String caption) {
    try {
      var picture =
          set.isPresent()
              ? set.get().picture(number)
              : PictureFile.read(path(number).orElseThrow(() -> unnamed(number)));
      return List.of(PhotoThumbnail.of(picture, caption));
    } catch (DataException e) {
      missing.add(e.getMessage());
      return List.of();
    }
  }

  /** What could not be read, a sentence each. */
  List<String> missing() {
    return List.copyOf(missing);
  }
}
