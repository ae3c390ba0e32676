package fovea.app.finetune;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.nn.Layer;
import fovea.nn.Param;
import fovea.nn.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Shows what trains and what is frozen: neighbors that are in the same state share a row. */
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
    Parameters.of(model)
        .forEach(
            (name, param) -> {
              Span next = span(name, param, rate);
              if (!spans.isEmpty() && spans.getLast().state().equals(next.state())) {
                spans.add(spans.removeLast().and(next));
              } else {
                spans.add(next);
              }
            });
    return TABLE.render(spans.stream().map(Span::row).toList());
  }

  private static Span span(String name, Param param, ToDoubleFunction<String> rate) {
    String layer = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    String state =
        param.trainable() ? "trains, rate " + Quantity.rounded(rate.applyAsDouble(name)) : "frozen";
    return new Span(layer, layer, param.shape().elements(), state);
  }
}
