package fovea.data;

import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** A random change of a training picture that leaves its class as it is. */
public sealed interface Augment permits HorizontalFlip, RandomCrop, RandomResizedCrop {

  /**
   * Writes a changed copy of a picture of bytes, {@code [c, h, w]}, of the same shape.
   *
   * @param from the picture
   * @param to receives the copy; another array than {@code from}
   * @param shape of both
   * @param random keyed by seed, epoch and index of the picture
   */
  void apply(byte[] from, byte[] to, PictureShape shape, CounterRandom random);

  /** Name and numbers, to be recorded with a run. */
  JsonObject toJson();

  /** A list of augmentations as they are recorded. */
  static JsonArray toJson(List<Augment> augments) {
    return new JsonArray(augments.stream().<JsonValue>map(Augment::toJson).toList());
  }

  /**
   * Reads what {@link #toJson(List)} made.
   *
   * @throws fovea.format.FormatException if a field is missing or of another kind
   * @throws DataException if a name is unknown
   */
  static List<Augment> fromJson(JsonArray json) {
    var augments = new ArrayList<Augment>();
    for (JsonValue value : json.values()) {
      augments.add(fromJson(value));
    }
    return augments;
  }

  private static Augment fromJson(JsonValue value) {
    if (!(value instanceof JsonObject fields)) {
      throw unknown(value.kind());
    }
    String name = fields.string("name");
    return switch (name) {
      case HorizontalFlip.NAME -> new HorizontalFlip();
      case RandomCrop.NAME -> new RandomCrop(Math.toIntExact(fields.integer("padding")));
      case RandomResizedCrop.NAME -> new RandomResizedCrop(fields.real("smallest"));
      default -> throw unknown(name);
    };
  }

  private static DataException unknown(String found) {
    return new DataException(
        "augmentation",
        "expected %s, %s or %s, found %s"
            .formatted(HorizontalFlip.NAME, RandomCrop.NAME, RandomResizedCrop.NAME, found),
        "The run may come from a newer version");
  }
}
