package fovea.data.photo;

import fovea.data.picture.PictureFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Whether folders hold pictures; ends at the first one. */
final class Pictures {

  /** How files are called that are meant to be pictures, whether we can read them or not. */
  private static final Set<String> EXTENSIONS =
      Set.of(
          "jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "webp", "tif", "tiff", "heic", "heif",
          "avif", "jp2", "jxl", "ico", "ppm", "pgm", "pbm", "dng", "cr2", "nef", "arw");

  private Pictures() {}

  /** Whether there is one in the folder itself. */
  static boolean areIn(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.anyMatch(Pictures::is);
    }
  }

  /** Whether there is one in the folder or below it, runs left out. */
  static boolean areBelow(Path folder) throws IOException {
    var found = new AtomicBoolean();
    Path real = folder.toRealPath();
    Files.walkFileTree(
        real,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path entry, BasicFileAttributes attributes) {
            return (entry.equals(real) || !Clutter.is(entry)) && !RunTraces.areIn(entry)
                ? FileVisitResult.CONTINUE
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found.set(is(file));
            return found.get() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException cause) {
            return FileVisitResult.CONTINUE;
          }
        });
    return found.get();
  }

  /** Whether a file is meant to be a picture, by its name. */
  static boolean isNamedLikeOne(Path file) {
    String name = file.toString();
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return EXTENSIONS.contains(extension.toLowerCase(Locale.ROOT));
  }

  private static boolean is(Path file) {
    return !Clutter.is(file) && Files.isRegularFile(file) && PictureFile.problem(file).isEmpty();
  }
}
