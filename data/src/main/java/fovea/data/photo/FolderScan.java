package fovea.data.photo;

import fovea.data.picture.PictureFile;
import fovea.data.pixels.DataException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for pictures in the folder of each class, by the first bytes of every file. */
final class FolderScan {

  private final List<Photo> photos = new ArrayList<>();
  private final List<SkippedFile> skipped = new ArrayList<>();
  private final Path root;

  private FolderScan(Path root) {
    this.root = root;
  }

  /** All below {@code root}, whose classes have these folders. */
  static PhotoFolder of(Path root, List<String> classes) {
    var scan = new FolderScan(root);
    try {
      scan.besideTheFolders();
      for (int label = 0; label < classes.size(); label++) {
        scan.ofClass(root.resolve(classes.get(label)), label);
      }
    } catch (IOException e) {
      throw error(root, "cannot be read: " + e.getMessage(), "Check its permissions");
    }
    return new PhotoFolder(root, classes, scan.photos, scan.skipped);
  }

  /**
   * Names of the visible sub-folders, in the order of their characters; links to folders count.
   *
   * @throws DataException if there is no such folder
   */
  static List<String> folders(Path root) {
    if (!Files.isDirectory(root)) {
      throw error(
          root,
          "expected a folder of photos, found " + (Files.exists(root) ? "a file" : "none"),
          "Name a folder that has a sub-folder for each class");
    }
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .filter(entry -> Files.isDirectory(entry) && !isHidden(entry))
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw error(root, "cannot be read: " + e.getMessage(), "Check its permissions");
    }
  }

  private void besideTheFolders() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      entries
          .filter(entry -> !Files.isDirectory(entry) && !isHidden(entry))
          .sorted()
          .forEach(entry -> skip(entry, "lies beside the folders of the classes"));
    }
  }

  private void ofClass(Path folder, int label) throws IOException {
    int before = photos.size();
    int skippedBefore = skipped.size();
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(folder.toRealPath(), new Collector(folder.toRealPath(), folder, files));
    files.sort(null);
    for (Path file : files) {
      Optional<String> problem = PictureFile.problem(file);
      if (problem.isPresent()) {
        skip(file, problem.get());
      } else {
        photos.add(new Photo(file, label));
      }
    }
    if (photos.size() == before) {
      int unreadable = skipped.size() - skippedBefore;
      throw error(
          folder,
          "expected pictures of a class, found "
              + (unreadable == 0 ? "none" : "only other files, as " + skipped.getLast()),
          "Remove the folder, or add photos");
    }
  }

  private void skip(Path file, String reason) {
    skipped.add(new SkippedFile(file, reason));
  }

  /** Files that begin with a dot, and what Windows leaves, are nobody's photos. */
  private static boolean isHidden(Path entry) {
    String name = entry.getFileName().toString();
    return name.startsWith(".")
        || name.equalsIgnoreCase("Thumbs.db")
        || name.equalsIgnoreCase("desktop.ini");
  }

  private static DataException error(Path where, String problem, String remedy) {
    return new DataException(where.toString(), problem, remedy);
  }

  /** Gathers the files of a class, those in nested folders too, by the names the user knows. */
  private final class Collector extends SimpleFileVisitor<Path> {

    private final Path real;
    private final Path shown;
    private final List<Path> files;

    Collector(Path real, Path shown, List<Path> files) {
      this.real = real;
      this.shown = shown;
      this.files = files;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return !folder.equals(real) && isHidden(folder)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (isHidden(file)) {
        return FileVisitResult.CONTINUE;
      }
      Path name = shown.resolve(real.relativize(file));
      if (Files.isDirectory(file)) {
        // Followed, it could lead in a circle.
        skip(name, "is a link to a folder");
      } else if (Files.isRegularFile(file)) {
        files.add(name);
      } else {
        boolean link = Files.isSymbolicLink(file) && !Files.exists(file);
        skip(name, link ? "is a link to nothing" : "is no ordinary file");
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException cause) {
      skip(shown.resolve(real.relativize(file)), "cannot be read: " + cause.getMessage());
      return FileVisitResult.CONTINUE;
    }
  }
}
