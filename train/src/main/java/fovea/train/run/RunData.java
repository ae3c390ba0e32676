package fovea.train.run;

import fovea.data.PictureSet;
import fovea.format.FormatException;
import fovea.format.JsonObject;
import java.util.Optional;

/**
 * The pictures of a run.
 *
 * @param name of the data set, or the folder of the photos
 * @param classes number of classes
 * @param train what was learned from
 * @param test what the model was judged by, if anything
 */
public record RunData(String name, int classes, Part train, Optional<Part> test) {

  private static final String NAME = "name";
  private static final String CLASSES = "classes";
  private static final String TRAIN = "train";
  private static final String TEST = "test";

  /**
   * A part of the pictures.
   *
   * @param examples number of pictures
   * @param fingerprint of pixels and labels, in their order: the same pictures have the same one
   */
  public record Part(int examples, String fingerprint) {

    private static final String EXAMPLES = "examples";
    private static final String FINGERPRINT = "fingerprint";

    /** All pictures of a set; each is read once. */
    public static Part of(PictureSet pictures) {
      return new Part(pictures.size(), Fingerprint.of(pictures));
    }

    private JsonObject toJson() {
      return JsonObject.empty().with(EXAMPLES, examples).with(FINGERPRINT, fingerprint);
    }

    private static Part fromJson(JsonObject json) {
      return new Part(Math.toIntExact(json.integer(EXAMPLES)), json.string(FINGERPRINT));
    }
  }

  /** Training and test pictures of a data set. */
  public static RunData of(String name, PictureSet train, PictureSet test) {
    return new RunData(
        name, train.classes().size(), Part.of(train), Optional.of(test).map(Part::of));
  }

  JsonObject toJson() {
    JsonObject json =
        JsonObject.empty().with(NAME, name).with(CLASSES, classes).with(TRAIN, train.toJson());
    return test.map(part -> json.with(TEST, part.toJson())).orElse(json);
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @throws FormatException if a field is missing or of another kind
   */
  static RunData fromJson(JsonObject json) {
    return new RunData(
        json.string(NAME),
        Math.toIntExact(json.integer(CLASSES)),
        Part.fromJson(json.object(TRAIN)),
        json.find(TEST).map(_ -> Part.fromJson(json.object(TEST))));
  }
}
