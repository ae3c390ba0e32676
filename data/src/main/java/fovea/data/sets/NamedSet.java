package fovea.data.sets;

import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.pixels.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A data set that users know by name. */
sealed interface NamedSet permits DigitSet, IdxSet, Cifar10 {

  /** As users type it. */
  String name();

  /** One part of it, loaded into memory. */
  PictureSet load(Split split, DataOptions options);

  /** The file in a folder, plain or gzipped, if it is there. */
  static Optional<Path> find(Path folder, String name) {
    Path plain = folder.resolve(name);
    if (Files.isRegularFile(plain)) {
      return Optional.of(plain);
    }
    return Optional.of(folder.resolve(name + ".gz")).filter(Files::isRegularFile);
  }

  /** The error of a data set that is nowhere, when downloads are forbidden. */
  static DataException missing(String dataSet, String files, List<Path> places) {
    String looked = places.stream().map(Path::toString).collect(Collectors.joining(", "));
    return new DataException(
        dataSet,
        "expected %s (or the same with .gz), found none in %s".formatted(files, looked),
        "Allow the download, or put the files into one of these folders");
  }
}
