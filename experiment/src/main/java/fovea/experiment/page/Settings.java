package fovea.experiment.page;

import fovea.format.Json;
import fovea.format.JsonArray;
import fovea.format.JsonBoolean;
import fovea.format.JsonNull;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON as names and values for people. */
final class Settings {
  private static final int LONG = 300;

  private Settings() {}

  /** All that an object holds, members of members by names with dots. */
  static List<Map.Entry<String, String>> flat(JsonObject json) {
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    // What is still to be walked, the next one last.
    List<Map.Entry<String, JsonValue>> open = new ArrayList<>(members("", json).reversed());
    while (!open.isEmpty()) {
      Map.Entry<String, JsonValue> next = open.removeLast();
      if (next.getValue() instanceof JsonObject inner && !inner.members().isEmpty()) {
        open.addAll(members(next.getKey() + ".", inner).reversed());
      } else {
        entries.add(Map.entry(next.getKey(), text(next.getValue())));
      }
    }
    return entries;
  }

  private static List<Map.Entry<String, JsonValue>> members(String prefix, JsonObject json) {
    return json.members().entrySet().stream()
        .map(member -> Map.entry(prefix + member.getKey(), member.getValue()))
        .toList();
  }

  /** One value; a long one is cut. */
  static String text(JsonValue value) {
    String text =
        switch (value) {
          case JsonString string -> string.value();
          case JsonNumber number -> number.literal();
          case JsonBoolean flag -> flag.value() ? "yes" : "no";
          case JsonNull _ -> "none";
          case JsonArray _, JsonObject _ -> Json.write(value);
        };
    return text.length() > LONG ? text.substring(0, LONG) + " …" : text;
  }
}
