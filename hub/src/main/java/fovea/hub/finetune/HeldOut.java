package fovea.hub.finetune;

import fovea.graph.type.FoveaException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which of a user's photos are held back, to judge a model by. */
public sealed interface HeldOut {

  /**
   * Those in a folder for them, such as {@code val} or {@code test}, beside the training photos.
   */
  record Default() implements HeldOut {}

  /**
   * Those in a folder of their own.
   *
   * @param path with a sub-folder for each class
   */
  record Folder(Path path) implements HeldOut {}

  /**
   * A part of each class.
   *
   * @param share between 0 and 1
   */
  record Share(double share) implements HeldOut {}

  /**
   * By text: the path of a folder, or a share between 0 and 1.
   *
   * @throws FoveaException if there is no such folder, and it is no such number
   */
  static HeldOut parse(String text) {
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

  /** The share of the training photos that it takes; 0 if it takes none. */
  default double ofTraining() {
    return switch (this) {
      case Share(double share) -> share;
      case Default _, Folder _ -> 0;
    };
  }
}
