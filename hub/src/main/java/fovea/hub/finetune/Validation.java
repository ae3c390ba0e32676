package fovea.hub.finetune;

import fovea.data.photo.PhotoFolders;
import fovea.graph.type.FoveaException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which of a user's photos a model is validated on. */
public sealed interface Validation {

  /** Those in a folder for them, such as {@code val}; without one, a fifth of each class. */
  record Default() implements Validation {
    private static final double SHARE = 0.2;
  }

  /**
   * Those in a folder of their own.
   *
   * @param path with a sub-folder for each class
   */
  record Folder(Path path) implements Validation {}

  /**
   * A part of each class.
   *
   * @param share between 0 and 1
   */
  record Share(double share) implements Validation {}

  /**
   * By text: the path of a folder, or a share between 0 and 1.
   *
   * @throws FoveaException if there is no such folder, and it is no such number
   */
  static Validation parse(String text) {
    if (Files.isDirectory(Path.of(text))) {
      return new Folder(Path.of(text));
    }
    try {
      double share = Double.parseDouble(text);
      if (share > 0 && share < 1) {
        return new Share(share);
      }
    } catch (NumberFormatException _) {
      // The message below says what was expected.
    }
    throw FoveaException.at(
        "", "expected a folder, or a number above 0 and below 1, found '" + text + "'", "");
  }

  /**
   * Looks into a folder of photos, and says which are for training and which for validation.
   *
   * @param photos a folder that has a sub-folder for each class, or folders for training and
   *     validation that have
   * @param seed decides which photos are in a part
   * @throws fovea.data.pixels.DataException if there are no photos, or the classes differ
   */
  default PhotoFolders of(Path photos, long seed) {
    return of(PhotoFolders.of(photos), seed);
  }

  /**
   * Says which of some photos are for training and which for validation.
   *
   * @param found photos, parted or not
   * @param seed decides which photos are in a part
   * @throws fovea.data.pixels.DataException if there are no photos, or the classes differ
   */
  default PhotoFolders of(PhotoFolders found, long seed) {
    return switch (this) {
      case Default _ when found.hasValidation() -> found;
      case Default _ -> found.split(Default.SHARE, seed);
      case Share(double share) -> found.split(share, seed);
      case Folder(Path path) -> found.validation(path);
    };
  }
}
