package fovea.keras;

import fovea.keras.config.ModelConfig;
import fovea.keras.config.ModelConfig.Layer;
import java.util.HashSet;
import java.util.Set;

/** Whether the pictures of a model have their channels first or last. */
final class DataFormat {
  private static final String FIRST = "channels_first";

  private DataFormat() {}

  /** Whether they are first; Keras's usual order is last. */
  static boolean isFirst(ModelConfig model) {
    Set<String> orders = new HashSet<>();
    collect(model, orders, 0);
    if (orders.size() > 1) {
      throw ModelConfig.error("one order of the channels", String.join(" and ", orders));
    }
    return orders.contains(FIRST);
  }

  private static void collect(ModelConfig model, Set<String> orders, int depth) {
    for (Layer layer : model.layers()) {
      if (layer.isModel() && depth < 16) {
        collect(ModelConfig.of(layer.type(), layer.settings()), orders, depth + 1);
      } else if (layer.config().find("data_format").isPresent()) {
        orders.add(layer.config().text("data_format", FIRST));
      }
    }
  }
}
