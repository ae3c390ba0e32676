package fovea.app.finetune;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.nn.Layer;
import fovea.nn.Network;
import fovea.nn.Param;
import fovea.nn.Parameters;
import fovea.nn.layer.BatchNorm1d;
import fovea.nn.layer.BatchNorm2d;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows what trains and what is frozen: neighbors that are in the same state share a row, and so do
 * all frozen norms, which lie between others that train.
 */
final class TrainableTable {

  private static final Table TABLE =
      Table.of(Column.text("layers"), Column.number("parameters"), Column.text(""));

  private TrainableTable() {}

  /** Layers that are trained alike. */
  private record Span(String first, String last, long parameters, String state) {

    Span and(Span next) {
      return new Span(first, next.last, parameters + next.parameters, state);
    }

    List<String> row() {
      return List.of(
          first.equals(last) ? first : first + " … " + last, Quantity.count(parameters), state);
    }
  }

  /**
   * The table.
   *
   * @param rate learning rate of the parameter of that name
   */
  static String of(Layer model, ToDoubleFunction<String> rate) {
    List<Span> spans = new ArrayList<>();
    SequencedMap<String, Network> layers = Parameters.layers(model);
    var norms = new AtomicLong();
    Parameters.of(model)
        .forEach(
            (name, param) -> {
              Span next = span(name, param, rate);
              if (!param.trainable() && isNorm(layers.get(next.first()))) {
                norms.addAndGet(next.parameters());
              } else if (!spans.isEmpty() && spans.getLast().state().equals(next.state())) {
                spans.add(spans.removeLast().and(next));
              } else {
                spans.add(next);
              }
            });
    if (norms.get() > 0) {
      spans.add(new Span("batch norms", "batch norms", norms.get(), "frozen"));
    }
    return TABLE.render(spans.stream().map(Span::row).toList());
  }

  private static boolean isNorm(@Nullable Network layer) {
    return layer instanceof BatchNorm1d || layer instanceof BatchNorm2d;
  }

  private static Span span(String name, Param param, ToDoubleFunction<String> rate) {
    String layer = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    String state =
        param.trainable() ? "trains, rate " + Quantity.rounded(rate.applyAsDouble(name)) : "frozen";
    return new Span(layer, layer, param.shape().elements(), state);
  }
}
