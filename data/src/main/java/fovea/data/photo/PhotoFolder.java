package fovea.data.photo;

import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.picture.Fitting;
import fovea.data.pixels.DataException;
import fovea.data.resize.Geometry;
import fovea.data.sampling.StratifiedSample;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Photos in a folder that has a sub-folder for each class, or some of them; or without classes.
 *
 * @param root the folder
 * @param classes names of the sub-folders, in the order of their characters; none if photos have no
 *     class
 * @param photos by class, then by name; those in folders within a class's folder belong to it
 * @param skipped files that are no pictures, and folders that hold none
 */
public record PhotoFolder(
    Path root, List<String> classes, List<Photo> photos, List<SkippedFile> skipped) {

  private static final int NAMED = 3;

  /** Copies the lists. */
  public PhotoFolder {
    classes = List.copyOf(classes);
    photos = List.copyOf(photos);
    skipped = List.copyOf(skipped);
  }

  /**
   * Two parts without a common photo.
   *
   * @param first the given fraction
   * @param second the rest
   */
  public record Parts(PhotoFolder first, PhotoFolder second) {}

  /**
   * Looks at the first bytes of every file. Folders without pictures, such as those of runs, are no
   * classes: they are among the {@link #skipped}.
   *
   * @throws DataException if there is no such folder, there are fewer than two classes, two whose
   *     names differ by case only, all hold the same folders, or there is one none of whose
   *     pictures can be read
   */
  public static PhotoFolder scan(Path root) {
    FolderScan.requireFolder(root);
    SameFolders.refuse(root);
    FolderScan scan = FolderScan.of(root);
    List<String> classes = scan.classes();
    if (classes.size() < 2) {
      throw new DataException(
          root.toString(),
          "expected a sub-folder for each of at least two classes, found "
              + (classes.isEmpty() ? "none" : "only " + classes.getFirst())
              + (scan.without().isEmpty()
                  ? ""
                  : " with pictures, and without %s".formatted(few(scan.without()))),
          "Sort the photos into folders that have the names of the classes");
    }
    Map<String, String> seen = new HashMap<>();
    for (String name : classes) {
      String other = seen.put(name.toLowerCase(Locale.ROOT), name);
      if (other != null) {
        throw new DataException(
            root.toString(),
            "expected different classes, found folders %s and %s".formatted(other, name),
            "Join them, or rename one");
      }
    }
    return scan.labelled(classes);
  }

  /**
   * All photos in a folder and below it, without a class: to learn from what a teacher says of
   * them. Its sub-folders have no meaning.
   *
   * @throws DataException if there is no such folder, or no photo in it
   */
  public static PhotoFolder unlabelled(Path root) {
    PhotoFiles found = PhotoFiles.below(root);
    List<Photo> photos =
        found.files().stream().map(file -> new Photo(file, PictureSet.UNLABELLED)).toList();
    return new PhotoFolder(root, List.of(), photos, found.skipped());
  }

  /**
   * Photos of classes that are known, such as those of a model; there may be none of some.
   *
   * @param root the folder
   * @param classes their names, by label
   * @throws DataException if there is no such folder, it has no photos, or those of another class
   */
  public static PhotoFolder scan(Path root, List<String> classes) {
    return scan(root, classes, "Call it as one of these, or leave it out");
  }

  private static PhotoFolder scan(Path root, List<String> classes, String remedy) {
    FolderScan scan = FolderScan.of(root);
    for (String name : scan.classes()) {
      if (!classes.contains(name)) {
        throw new DataException(
            root.resolve(name).toString(),
            String.format(
                Locale.ROOT,
                "expected one of the %d classes (%s), found another with photos",
                classes.size(),
                few(classes)),
            remedy);
      }
    }
    if (scan.classes().isEmpty()) {
      throw new DataException(
          root.toString(),
          "expected a sub-folder of photos for each class, found none",
          "Add them");
    }
    return scan.labelled(classes);
  }

  /**
   * The photos of a folder whose classes are those of this one; there may be none of some.
   *
   * @throws DataException if it has another class, or no photos
   */
  public PhotoFolder scanLike(Path other) {
    return scan(
        other, classes, "Add training photos of it, call it as one of these, or leave it out");
  }

  /** Number of photos of each class. */
  public int[] counts() {
    int[] counts = new int[classes.size()];
    photos.stream()
        .filter(photo -> photo.label() != PictureSet.UNLABELLED)
        .forEach(photo -> counts[photo.label()]++);
    return counts;
  }

  /**
   * Draws the same fraction of each class at random; of a class of two or more, both parts get at
   * least one.
   *
   * @param fraction of the photos in the first part, from 0 to 1
   * @param seed decides which
   */
  public Parts stratifiedSplit(double fraction, long seed) {
    int[] drawn = StratifiedSample.draw(labels(), fraction, seed);
    return new Parts(part(drawn), part(StratifiedSample.rest(photos.size(), drawn)));
  }

  /**
   * Draws at most so many photos of each class at random; with the same seed, fewer are among those
   * that more would be.
   *
   * @param most above 0
   * @param seed decides which
   * @throws DataException if it is below 1
   */
  public PhotoFolder perClass(int most, long seed) {
    return part(StratifiedSample.perClass(labels(), most, seed));
  }

  /** Decodes all photos on all processors: {@link #load(Preprocessing, PhotoProgress)}. */
  public PhotoSet load(Preprocessing preprocessing) {
    return load(preprocessing, (done, total) -> {});
  }

  /**
   * Decodes all photos on all processors and fits them to {@code preprocessing}, so that what is
   * wrong with them shows before a training and not in its midst.
   *
   * @param preprocessing of the model that they are for
   * @param progress is told after each
   * @throws DataException if no photo of some class can be decoded, or the thread is interrupted
   */
  public PhotoSet load(Preprocessing preprocessing, PhotoProgress progress) {
    return new PhotoLoader(
            this,
            preprocessing.geometry(),
            photo -> Fitting.fit(photo, preprocessing).picture(),
            progress)
        .load();
  }

  /**
   * The same, but photos are kept whole, so that a training with augmentation begins with them
   * ({@link fovea.data.PictureSet#wholePicture}); evaluated without, they are those of {@link
   * #load}, pixel for pixel. Their short side is scaled to that of the preprocessing, and of a long
   * side of more than twice that the middle is kept: 256 × 256 to 256 × 512 pixels, 200 to 400 kB a
   * photo, where {@link #load} keeps 224 × 224, 150 kB.
   *
   * @throws DataException as {@link #load(Preprocessing, PhotoProgress)} does
   */
  public PhotoSet loadWhole(Preprocessing preprocessing, PhotoProgress progress) {
    return loadWhole(preprocessing, preprocessing.geometry().scaling().shortSide(), progress);
  }

  /**
   * The same with a longer short side, for augmentations that look closely: the parts that they cut
   * out are sharper, and photos take more memory. Evaluated without augmentation they are scaled
   * twice.
   *
   * @param shortSide length of the short side in pixels, at least that of the preprocessing
   * @throws DataException as {@link #load(Preprocessing, PhotoProgress)} does, or if the short side
   *     is too short or above 4096
   */
  public PhotoSet loadWhole(Preprocessing preprocessing, int shortSide, PhotoProgress progress) {
    Geometry geometry = preprocessing.geometry();
    WholePhoto.requireShortSide(shortSide, geometry);
    if (!WholePhoto.isCut(geometry)) {
      return load(preprocessing, progress);
    }
    return new PhotoLoader(
            this, geometry, photo -> WholePhoto.of(photo, geometry, shortSide), progress)
        .load();
  }

  private int[] labels() {
    return photos.stream().mapToInt(Photo::label).toArray();
  }

  /** Some of the photos; what was skipped stays with the whole. */
  PhotoFolder part(int[] indices) {
    return new PhotoFolder(
        root, classes, Arrays.stream(indices).mapToObj(photos::get).toList(), List.of());
  }

  private static String few(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() > NAMED ? first + " …" : first;
  }
}
