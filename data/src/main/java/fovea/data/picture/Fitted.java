package fovea.data.picture;

import fovea.data.pixels.Picture;
import java.util.List;

/**
 * A user's picture in the form that a model expects.
 *
 * @param picture of the shape that the model's preprocessing starts from
 * @param steps what was done to it, in words, such as {@code "inverted: dark on light"}
 */
public record Fitted(Picture picture, List<String> steps) {

  /** Copies the list. */
  public Fitted {
    steps = List.copyOf(steps);
  }
}
