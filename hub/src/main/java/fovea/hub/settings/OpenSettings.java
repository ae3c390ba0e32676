package fovea.hub.settings;

import fovea.format.FormatException;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * All that the file of a model leaves open.
 *
 * @param all in the order in which they are shown
 * @param choices those that photos may still decide
 */
public record OpenSettings(List<OpenSetting> all, List<Choice> choices) {

  /** Where a model's provenance has them. */
  private static final String FIELD = "settings";

  private static final OpenSettings NONE = new OpenSettings(List.of(), List.of());

  /** Copies the lists. */
  public OpenSettings {
    all = List.copyOf(all);
    choices = List.copyOf(choices);
  }

  /** Of a file that leaves nothing open. */
  public static OpenSettings none() {
    return NONE;
  }

  /** Whether photos may still decide something. */
  public boolean undecided() {
    return !choices.isEmpty();
  }

  /** The same with the values that photos have decided; nothing is tried again. */
  OpenSettings decided(List<OpenSetting> decisions) {
    List<OpenSetting> changed = new ArrayList<>(all);
    changed.replaceAll(
        setting ->
            decisions.stream()
                .filter(decision -> decision.name().equals(setting.name()))
                .findFirst()
                .orElse(setting));
    return new OpenSettings(changed, List.of());
  }

  /** For programs. */
  public JsonArray toJson() {
    return new JsonArray(all.stream().<JsonValue>map(OpenSetting::toJson).toList());
  }

  /** A model's provenance with these settings in it, if there are any. */
  public JsonObject in(JsonObject provenance) {
    return all.isEmpty() ? provenance : provenance.with(FIELD, toJson());
  }

  /**
   * What a provenance says was still open when the model was saved; nothing can decide it any more.
   *
   * @throws FormatException if it is damaged
   */
  public static OpenSettings of(JsonObject provenance) {
    if (provenance.find(FIELD).isEmpty()) {
      return NONE;
    }
    List<OpenSetting> open = new ArrayList<>();
    for (JsonValue value : provenance.array(FIELD).values()) {
      if (!(value instanceof JsonObject object)) {
        throw new FormatException(
            FIELD, "expected objects, found " + value.kind(), "Get or save the model again");
      }
      OpenSetting setting = OpenSetting.fromJson(object);
      if (setting.isOpen()) {
        open.add(setting);
      }
    }
    return new OpenSettings(open, List.of());
  }
}
