package fovea.app.similar;

import fovea.app.duplicates.PhotoPlace;
import fovea.app.option.NameReaders;
import fovea.app.session.DataSets;
import fovea.app.session.Session;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.photo.PhotoFiles;
import fovea.explain.source.PictureSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import picocli.CommandLine.ITypeConverter;

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

  /** Reads the name of a data set or a folder. */
  final class Reader implements ITypeConverter<IndexedData> {
    @Override
    public IndexedData convert(String text) {
      return Files.isDirectory(Path.of(text))
          ? new Photos(Path.of(text))
          : new Known(new NameReaders.DataName().convert(text));
    }
  }
}
