package fovea.experiment.compare;

import fovea.format.JsonArray;
import fovea.format.JsonBoolean;
import fovea.format.JsonNull;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values of settings as a command line has them: {@code sgd:rate=0.1,momentum=0.9}. */
final class SettingText {
  private static final String NAME = "name";
  private static final int DIGITS = 12;

  private SettingText() {}

  static String of(JsonValue value) {
    return switch (value) {
      case JsonObject object -> object(object);
      case JsonArray array ->
          array.values().isEmpty()
              ? "none"
              : array.values().stream().map(SettingText::of).collect(Collectors.joining("+"));
      case JsonString(String text) -> text;
      case JsonNumber number -> number(number);
      case JsonBoolean(boolean flag) -> Boolean.toString(flag);
      case JsonNull _ -> "none";
    };
  }

  /** Without an exponent where that is short: {@code 0.0005}, {@code 3}. */
  private static String number(JsonNumber number) {
    try {
      BigDecimal value = new BigDecimal(number.literal()).stripTrailingZeros();
      return value.scale() <= DIGITS && value.precision() - value.scale() <= DIGITS
          ? value.toPlainString()
          : value.toString().toLowerCase(Locale.ROOT);
    } catch (ArithmeticException | NumberFormatException _) {
      // An exponent beyond all that is computed with.
      return number.literal();
    }
  }

  private static String object(JsonObject object) {
    String members =
        object.members().entrySet().stream()
            .filter(entry -> !entry.getKey().equals(NAME))
            .map(entry -> entry.getKey() + "=" + inner(entry.getValue()))
            .collect(Collectors.joining(","));
    String name = object.find(NAME).map(SettingText::of).orElse("");
    return name.isEmpty() || members.isEmpty() ? name + members : name + ":" + members;
  }

  private static String inner(JsonValue value) {
    return value instanceof JsonObject ? "(" + of(value) + ")" : of(value);
  }
}
