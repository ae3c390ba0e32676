package fovea.hub.likeness;

import fovea.data.Preprocessing;
import fovea.format.JsonObject;
import fovea.hub.Model;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** In what a model differs from what it should be like, as a part of a sentence. */
public final class ModelDifference {

  private ModelDifference() {}

  /** Such as {@code 3 in place of 2}, or the first class that is another. */
  public static String ofClasses(Model model, List<String> expected) {
    if (model.classes().size() != expected.size()) {
      return String.format(
          Locale.ROOT, "%,d in place of %,d", model.classes().size(), expected.size());
    }
    int index = 0;
    while (model.classes().get(index).equals(expected.get(index))) {
      index++;
    }
    return String.format(
        Locale.ROOT, "\"%s\" in place of \"%s\"", model.classes().get(index), expected.get(index));
  }

  /** The parts of the preprocessing that differ, as model files call them. */
  public static String ofPreprocessing(Model model, Preprocessing expected) {
    JsonObject own = model.preprocessing().toJson();
    JsonObject other = expected.toJson();
    Set<String> keys = new LinkedHashSet<>(own.members().keySet());
    keys.addAll(other.members().keySet());
    List<String> differing =
        keys.stream().filter(key -> !own.find(key).equals(other.find(key))).toList();
    return "another " + String.join(" and ", differing);
  }
}
