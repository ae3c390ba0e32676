package fovea.hub;

import java.util.Locale;

/**
 * A class that a picture may show, or a label that it may have.
 *
 * @param name of the class
 * @param index of the class
 * @param probability between 0 and 1
 */
public record Prediction(String name, int index, double probability) {

  /** The name and the probability in percent, such as {@code tabby 83.1 %}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %.1f %%", name, 100 * probability);
  }
}
