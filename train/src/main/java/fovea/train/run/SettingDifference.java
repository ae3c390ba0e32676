package fovea.train.run;

import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A setting of two trainings that is not the same.
 *
 * @param setting path of its name, such as {@code optimizer.rate}
 * @param first its value in the first training, as JSON; {@code nothing} if it has none
 * @param second its value in the second one
 */
public record SettingDifference(String setting, String first, String second) {
  private static final String NAME = "name";

  /** All differences of two sets of settings, in the order of the first one. */
  public static List<SettingDifference> between(JsonObject first, JsonObject second) {
    return between("", first, second);
  }

  /** Whether it is about how pictures are changed at random. */
  public boolean isAugmentation() {
    return setting.contains("augmentation");
  }

  private static List<SettingDifference> between(String path, JsonObject first, JsonObject second) {
    Set<String> keys = new LinkedHashSet<>(first.members().keySet());
    keys.addAll(second.members().keySet());
    List<SettingDifference> all = new ArrayList<>();
    for (String key : keys) {
      String place = path.isEmpty() ? key : path + "." + key;
      all.addAll(between(place, first.find(key), second.find(key)));
    }
    return all;
  }

  private static List<SettingDifference> between(
      String place, Optional<JsonValue> first, Optional<JsonValue> second) {
    if (first.equals(second)) {
      return List.of();
    }
    if (first.isPresent()
        && second.isPresent()
        && first.get() instanceof JsonObject a
        && second.get() instanceof JsonObject b
        && a.find(NAME).equals(b.find(NAME))) {
      return between(place, a, b);
    }
    return List.of(new SettingDifference(place, text(first), text(second)));
  }

  private static String text(Optional<JsonValue> value) {
    return value.map(Json::write).orElse("nothing");
  }

  /** Such as {@code optimizer.rate: 0.1 against 0.2}. */
  @Override
  public String toString() {
    return setting + ": " + first + " against " + second;
  }
}
