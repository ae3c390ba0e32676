package fovea.app.similar;

import fovea.app.duplicates.PhotoPlace;
import fovea.app.session.DataSets;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.photo.PhotoFiles;
import fovea.data.sets.Data;
import fovea.explain.source.PictureSource;
import fovea.format.FormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/** Pictures to make an index of. */
public sealed interface IndexedData {

  /** The training pictures of a data set that is known by name. */
  record Known(String name) implements IndexedData {}

  /** A user's own, with those in folders below. */
  record Photos(Path folder) implements IndexedData {}

  /**
   * Pictures with their classes.
   *
   * @param data name of the data set; empty for files
   * @param classes names of the classes
   * @param labels index of the class of each picture; -1 for none
   */
  record Labelled(
      String data, PictureSource pictures, List<String> classes, IntUnaryOperator labels) {

    /** Copies the list. */
    public Labelled {
      classes = List.copyOf(classes);
    }
  }

  /**
   * Those that a user has named, a folder or a data set.
   *
   * @throws UsageException if there is none of the name
   */
  static IndexedData named(String text) {
    if (Files.isDirectory(Path.of(text))) {
      return new Photos(Path.of(text));
    }
    if (!Data.names().contains(text)) {
      throw new UsageException(
          "NAME|DIR",
          "there is no folder and no data set " + FormatException.excerpt(text),
          "name a folder of photos, or one of " + String.join(", ", Data.names()));
    }
    return new Known(text);
  }

  /** A short name of it. */
  default String name() {
    return switch (this) {
      case Known(String name) -> name;
      case Photos(Path folder) -> String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    };
  }

  /** Finds them; photos are decoded when they are asked for. */
  default Labelled find(Session session, Preprocessing preprocessing) {
    return switch (this) {
      case Known(String name) -> {
        PictureSet set = DataSets.load(session, name, Split.TRAIN);
        yield new Labelled(name, PictureSource.of(set, preprocessing), set.classes(), set::label);
      }
      case Photos(Path folder) -> photos(folder.toAbsolutePath().normalize(), preprocessing);
    };
  }

  private static Labelled photos(Path folder, Preprocessing preprocessing) {
    PhotoFiles files = PhotoFiles.below(folder);
    var places = PhotoPlace.Folders.of(List.of(folder));
    List<String> labels = files.files().stream().map(file -> places.place(file).label()).toList();
    var names = new TreeSet<>(labels);
    names.remove("");
    List<String> classes = List.copyOf(names);
    return new Labelled(
        "",
        PictureSource.of(files, preprocessing),
        classes,
        number -> classes.indexOf(labels.get(number)));
  }
}
