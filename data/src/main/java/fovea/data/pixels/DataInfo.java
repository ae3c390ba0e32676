package fovea.data.pixels;

import java.util.List;

/**
 * What a data set says about itself.
 *
 * @param name as users type it, such as {@code fashion-mnist}
 * @param description one line for people: where from, how much of it
 * @param shape of every picture
 * @param classes their names, by label
 * @param framing what the pictures look like
 */
public record DataInfo(
    String name, String description, PictureShape shape, List<String> classes, Framing framing) {

  /** Copies the list. */
  public DataInfo {
    classes = List.copyOf(classes);
  }

  /** The same with another description. */
  public DataInfo description(String description) {
    return new DataInfo(name, description, shape, classes, framing);
  }
}
