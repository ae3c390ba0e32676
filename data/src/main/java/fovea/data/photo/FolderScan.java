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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Looks for pictures in the folders of a folder, by the first bytes of every file. */
final class FolderScan {

  private final SequencedMap<String, List<Path>> pictures = new LinkedHashMap<>();
  private final List<SkippedFile> folders = new ArrayList<>();
  private final List<SkippedFile> files = new ArrayList<>();
  private final Path root;

  private FolderScan(Path root) {
    this.root = root;
  }

  /**
   * All below {@code root}.
   *
   * @throws DataException if none of the pictures of a folder can be one
   */
  static FolderScan of(Path root) {
    requireFolder(root);
    var scan = new FolderScan(root);
    try {
      scan.besideTheFolders();
      for (String name : folders(root)) {
        scan.ofClass(name);
      }
      return scan;
    } catch (IOException e) {
      throw unreadable(root, e);
    }
  }

  /** Names of the folders that hold pictures, in the order of their characters. */
  List<String> classes() {
    return List.copyOf(pictures.sequencedKeySet());
  }

  /** Names of the folders that hold none. */
  List<String> without() {
    return folders.stream().map(skipped -> skipped.file().getFileName().toString()).toList();
  }

  /** The photos, labelled by the place of their folder's name in {@code classes}. */
  PhotoFolder labelled(List<String> classes) {
    List<Photo> photos = new ArrayList<>();
    pictures.forEach(
        (name, files) -> files.forEach(file -> photos.add(new Photo(file, classes.indexOf(name)))));
    return new PhotoFolder(
        root, classes, photos, Stream.concat(folders.stream(), files.stream()).toList());
  }

  /**
   * Names of the visible sub-folders, in the order of their characters; links to folders count.
   *
   * @throws DataException if there is no such folder
   */
  static List<String> folders(Path root) {
    requireFolder(root);
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .filter(entry -> Files.isDirectory(entry) && !Clutter.is(entry))
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(root, e);
    }
  }

  /** The visible sub-folders but those of runs: what could be a class, or a part. */
  static List<Path> candidates(Path root) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String name : folders(root)) {
      Path folder = root.resolve(name);
      if (!RunTraces.areAllOf(folder)) {
        found.add(folder);
      }
    }
    return found;
  }

  /** Names of the sub-folders that hold pictures. */
  static List<String> classes(Path root) {
    try {
      List<String> found = new ArrayList<>();
      for (Path folder : candidates(root)) {
        if (Pictures.areBelow(folder)) {
          found.add(folder.getFileName().toString());
        }
      }
      return found;
    } catch (IOException e) {
      throw unreadable(root, e);
    }
  }

  /** Refuses what is no folder. */
  static void requireFolder(Path root) {
    if (!Files.isDirectory(root)) {
      throw new DataException(
          root.toString(),
          "expected a folder of photos, found " + (Files.exists(root) ? "a file" : "none"),
          "Name a folder that has a sub-folder for each class");
    }
  }

  /** What a folder that cannot be read is to the user. */
  static DataException unreadable(Path root, IOException e) {
    return new DataException(
        root.toString(), "cannot be read: " + e.getMessage(), "Check its permissions");
  }

  private void besideTheFolders() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      entries
          .filter(entry -> !Files.isDirectory(entry) && !Clutter.is(entry))
          .sorted()
          .forEach(
              entry -> files.add(new SkippedFile(entry, "lies beside the folders of the classes")));
    }
  }

  private void ofClass(String name) throws IOException {
    Path folder = root.resolve(name);
    if (RunTraces.areAllOf(folder)) {
      folders.add(new SkippedFile(folder, "holds runs, so it is no class"));
      return;
    }
    Found found = found(folder);
    if (found.pictures().isEmpty()) {
      requireNoPictures(folder, found.skipped());
      folders.add(new SkippedFile(folder, "holds no pictures, so it is no class"));
    } else {
      pictures.put(name, found.pictures());
      files.addAll(found.skipped());
    }
  }

  /**
   * What a folder holds, with all that is below it.
   *
   * @param pictures by name
   * @param skipped all other files
   */
  record Found(List<Path> pictures, List<SkippedFile> skipped) {}

  /**
   * What {@code folder} holds, whatever the folders in it stand for.
   *
   * @throws DataException if it cannot be read
   */
  static Found below(Path folder) {
    try {
      return found(folder);
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static Found found(Path folder) throws IOException {
    var collected = new Collector(folder.toRealPath(), folder);
    Files.walkFileTree(folder.toRealPath(), collected);
    List<Path> found = new ArrayList<>();
    for (Path file : collected.files.stream().sorted().toList()) {
      Optional<String> problem = PictureFile.problem(file);
      if (problem.isPresent()) {
        collected.skip(file, problem.get());
      } else {
        found.add(file);
      }
    }
    return new Found(found, collected.skipped);
  }

  /** A folder of pictures that nobody can read is a class all the same. */
  private static void requireNoPictures(Path folder, List<SkippedFile> skipped) {
    Optional<SkippedFile> picture =
        skipped.stream().filter(file -> Pictures.isNamedLikeOne(file.file())).findFirst();
    if (picture.isPresent()) {
      throw new DataException(
          folder.toString(),
          "expected pictures of a class, found only other files, as " + picture.get(),
          "Remove the folder, or add photos");
    }
  }

  /** Gathers the files of a class, those in nested folders too, by the names the user knows. */
  private static final class Collector extends SimpleFileVisitor<Path> {

    private final Path real;
    private final Path shown;
    private final List<Path> files = new ArrayList<>();
    private final List<SkippedFile> skipped = new ArrayList<>();

    Collector(Path real, Path shown) {
      this.real = real;
      this.shown = shown;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return !folder.equals(real) && (Clutter.is(folder) || RunTraces.areIn(folder))
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (Clutter.is(file)) {
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

    void skip(Path file, String reason) {
      skipped.add(new SkippedFile(file, reason));
    }
  }
}
