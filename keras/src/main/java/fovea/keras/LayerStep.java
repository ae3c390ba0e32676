package fovea.keras;

import fovea.keras.config.ModelConfig;
import fovea.keras.config.ModelConfig.Layer;
import fovea.keras.config.ModelConfig.Use;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One use of a layer. */
record LayerStep(Layer layer, List<Use> arguments, Use result) {

  /**
   * All uses of layers of a model, each after those that it needs.
   *
   * @param given values that there are already
   */
  static List<LayerStep> inOrder(ModelConfig model, Set<Use> given) {
    Set<Use> known = new HashSet<>(given);
    List<LayerStep> open = new ArrayList<>();
    for (Layer layer : model.layers()) {
      for (int i = 0; i < layer.calls().size(); i++) {
        Use result = new Use(layer.name(), i);
        if (!layer.isInput() && !known.contains(result)) {
          open.add(new LayerStep(layer, layer.calls().get(i), result));
        }
      }
    }
    List<LayerStep> ordered = new ArrayList<>();
    // Keras lists layers in their order, so that this is done in one round, or few.
    while (!open.isEmpty()) {
      List<LayerStep> waiting = new ArrayList<>();
      for (LayerStep step : open) {
        if (known.containsAll(step.arguments)) {
          known.add(step.result);
          ordered.add(step);
        } else {
          waiting.add(step);
        }
      }
      if (waiting.size() == open.size()) {
        // A part of another model that has been built around this one: nothing here needs it.
        break;
      }
      open = waiting;
    }
    return ordered;
  }
}
