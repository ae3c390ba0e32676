package fovea.data.picture;

import fovea.data.pixels.Picture;
import java.util.List;

/**
 * A picture of a file, and what is wrong with the file.
 *
 * @param picture as it can be shown
 * @param warnings a clause each, such as {@code "its end marker is missing"}, without the name of
 *     the file and without full stop; none if the file is in order
 */
public record DecodedPicture(Picture picture, List<String> warnings) {

  /** Copies the list. */
  public DecodedPicture {
    warnings = List.copyOf(warnings);
  }

  /** The picture of a file that is in order. */
  public DecodedPicture(Picture picture) {
    this(picture, List.of());
  }
}
