package fovea.train.run;

import fovea.data.PictureSet;
import fovea.data.split.DataPart;
import fovea.data.split.SplitRule;
import fovea.format.FormatException;
import fovea.format.JsonObject;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The pictures of a run.
 *
 * @param name of the data set, or the folder of the photos
 * @param classes number of classes
 * @param split how the training pictures of a data set were split; that of photos stands in {@code
 *     split.json}
 * @param parts what was learned from, and what the model was judged by
 */
public record RunData(String name, int classes, SplitRule split, Map<DataPart, Part> parts) {

  private static final String NAME = "name";
  private static final String CLASSES = "classes";
  private static final String SPLIT = "split";

  /** Copies the map, which has a part to learn from. */
  public RunData {
    Map<DataPart, Part> copy = new EnumMap<>(DataPart.class);
    copy.putAll(parts);
    parts = Collections.unmodifiableMap(copy);
    Objects.requireNonNull(parts.get(DataPart.TRAIN), "training pictures");
  }

  /**
   * A part of the pictures.
   *
   * @param examples number of pictures
   * @param fingerprint of pixels and labels, in their order: other pictures have another one
   */
  public record Part(int examples, String fingerprint) {

    private static final String EXAMPLES = "examples";
    private static final String FINGERPRINT = "fingerprint";

    /** All pictures of a set; each is read once, unless the set knows its checksum. */
    public static Part of(PictureSet pictures) {
      return new Part(
          pictures.size(), pictures.checksum().orElseGet(() -> Fingerprint.of(pictures)));
    }

    private JsonObject toJson() {
      return JsonObject.empty().with(EXAMPLES, examples).with(FINGERPRINT, fingerprint);
    }

    private static Part fromJson(JsonObject json) {
      return new Part(Math.toIntExact(json.integer(EXAMPLES)), json.string(FINGERPRINT));
    }
  }

  /** The parts of a data set, those to learn from among them. */
  public static RunData of(String name, Map<DataPart, ? extends PictureSet> parts) {
    Map<DataPart, Part> known = new EnumMap<>(DataPart.class);
    int classes = 0;
    for (var part : parts.entrySet()) {
      known.put(part.getKey(), Part.of(part.getValue()));
      classes = part.getValue().classes().size();
    }
    return new RunData(name, classes, SplitRule.NONE, known);
  }

  /** With the rule by which the training pictures were split. */
  public RunData split(SplitRule rule) {
    return new RunData(name, classes, rule, parts);
  }

  /** A part, if the run has it. */
  public Optional<Part> part(DataPart part) {
    return Optional.ofNullable(parts.get(part));
  }

  JsonObject toJson() {
    JsonObject json = JsonObject.empty().with(NAME, name).with(CLASSES, classes);
    if (!split.shares().isNone()) {
      json = json.with(SPLIT, split.toJson());
    }
    for (var part : parts.entrySet()) {
      json = json.with(part.getKey().key(), part.getValue().toJson());
    }
    return json;
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @throws FormatException if a field is missing or of another kind
   */
  static RunData fromJson(JsonObject json) {
    Map<DataPart, Part> parts = new EnumMap<>(DataPart.class);
    for (DataPart part : DataPart.values()) {
      if (part == DataPart.TRAIN || json.find(part.key()).isPresent()) {
        parts.put(part, Part.fromJson(json.object(part.key())));
      }
    }
    return new RunData(
        json.string(NAME),
        Math.toIntExact(json.integer(CLASSES)),
        json.find(SPLIT).isPresent() ? SplitRule.fromJson(json.object(SPLIT)) : SplitRule.NONE,
        parts);
  }
}
