package fovea.format.hdf5;

import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Reads the description of a model from a file of its own. */
final class KerasJson {
  private static final long LONGEST = 64L << 20;
  private static final String NAME = "Name what model.to_json() has given";

  private KerasJson() {}

  /** Class and configuration of a model. */
  static JsonObject read(Path file) {
    JsonValue value = Json.parse(text(file), "description");
    // json.dump(model.to_json(), file) writes the text once more as a text.
    JsonValue model =
        value instanceof JsonString(String inner) ? Json.parse(inner, "description") : value;
    if (model instanceof JsonObject object
        && object.find("class_name").isPresent()
        && object.find("config").isPresent()) {
      return object;
    }
    throw new FormatException(
        "description", "expected the class and configuration of a Keras model, found none", NAME);
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > LONGEST) {
        throw new FormatException(
            "description",
            String.format(Locale.ROOT, "expected at most %,d bytes, found more", LONGEST),
            NAME);
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new FormatException("description", "expected a file, found none", "Check the path");
    } catch (CharacterCodingException e) {
      throw new FormatException("description", "expected a text in UTF-8, found other bytes", NAME);
    } catch (IOException e) {
      throw new FormatException(
          "description", "cannot be read: " + e.getMessage(), "Check the path");
    }
  }
}
