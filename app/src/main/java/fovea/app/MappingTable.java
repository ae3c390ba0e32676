package fovea.app;

import fovea.app.console.Column;
import fovea.app.console.Table;
import fovea.graph.Shape;
import fovea.keras.Mapping;
import fovea.nn.StateMapping;
import fovea.nn.StateMapping.Source;
import java.util.List;

/** Shows what becomes of each tensor of a file. */
final class MappingTable {

  private static final Table TABLE =
      Table.of(
          Column.text("in the file"),
          Column.text("in the network"),
          Column.text("shape"),
          Column.text("what becomes of it"));

  private MappingTable() {}

  static String of(StateMapping mapping) {
    return TABLE.render(mapping.rows().stream().map(MappingTable::row).toList());
  }

  /** That of a model of Keras, whose tensors all find their place. */
  static String of(List<Mapping> mapping) {
    return TABLE.render(
        mapping.stream()
            .map(row -> List.of(row.from(), row.to(), row.shape().toString(), row.change()))
            .toList());
  }

  private static List<String> row(StateMapping.Row row) {
    return switch (row) {
      case StateMapping.Taken(Source source) ->
          List.of(
              source.from(),
              source.to(),
              source.value().type().shape().toString(),
              source.transposed() ? "loaded, axes in another order" : "loaded");
      case StateMapping.Missing(String to, Shape shape) ->
          List.of("", to, shape.toString(), "is missing");
      case StateMapping.Unexpected(Source source) ->
          List.of(source.from(), "", source.value().type().shape().toString(), "is left over");
      case StateMapping.Misfit(Source source, Shape expected) ->
          List.of(
              source.from(),
              source.to(),
              source.value().type().shape().toString(),
              "does not fit " + expected);
    };
  }
}
