package fovea.data.photo;

import fovea.data.pixels.DataException;
import fovea.format.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Training photos and validation photos.
 *
 * @param root folder that was named by the user
 * @param train training photos
 * @param validation validation photos of the same classes; none if they are yet to be chosen
 */
public record PhotoFolders(Path root, PhotoFolder train, PhotoFolder validation) {

  private static final String TRAIN = "train";
  private static final List<String> VALIDATION = List.of("val", "valid", "validation");
  private static final Set<String> PARTS =
      Set.of("train", "val", "valid", "validation", "test", "tests");

  /**
   * Looks into a folder that has a sub-folder for each class, or the folders {@code train} and
   * {@code val} (or {@code valid}, {@code validation}) that have. A folder {@code test} beside them
   * is left alone.
   *
   * @throws DataException as {@link PhotoFolder#scan} and {@link PhotoFolder#scanLike}
   */
  public static PhotoFolders of(Path root) {
    List<String> folders = FolderScan.folders(root);
    if (!folders.contains(TRAIN) || !PARTS.containsAll(folders)) {
      return withoutValidation(root, PhotoFolder.scan(root));
    }
    PhotoFolder train = PhotoFolder.scan(root.resolve(TRAIN));
    return VALIDATION.stream()
        .filter(folders::contains)
        .findFirst()
        .map(name -> new PhotoFolders(root, train, train.scanLike(root.resolve(name))))
        .orElseGet(() -> withoutValidation(root, train));
  }

  /** Whether there are validation photos. */
  public boolean hasValidation() {
    return !validation.photos().isEmpty();
  }

  /** The same training photos, with the validation photos of another folder. */
  public PhotoFolders validation(Path folder) {
    return new PhotoFolders(root, train, train.scanLike(folder));
  }

  /**
   * A part of the training photos becomes validation photos.
   *
   * @param fraction of each class, from 0 to 1
   * @param seed decides which
   */
  public PhotoFolders split(double fraction, long seed) {
    PhotoFolder.Parts parts = train.stratifiedSplit(fraction, seed);
    var kept =
        new PhotoFolder(train.root(), train.classes(), parts.second().photos(), train.skipped());
    return new PhotoFolders(root, kept, parts.first());
  }

  /** Which photo is in which part, to be kept with a run. */
  public JsonObject toJson() {
    return SplitRecord.write(this);
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @param json a recorded split
   * @param root where the folder is now
   * @throws fovea.format.FormatException if a field is missing or of another kind
   * @throws DataException if photos are no longer there
   */
  public static PhotoFolders fromJson(JsonObject json, Path root) {
    return SplitRecord.read(json, root);
  }

  private static PhotoFolders withoutValidation(Path root, PhotoFolder train) {
    var none = new PhotoFolder(train.root(), train.classes(), List.of(), List.of());
    return new PhotoFolders(root, train, none);
  }
}
