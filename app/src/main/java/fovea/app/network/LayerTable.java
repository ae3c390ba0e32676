package fovea.app.network;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.ReceptiveField;
import fovea.graph.type.Shape;
import fovea.nn.inspect.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A network layer by layer, for people and for programs. */
public final class LayerTable {

  private static final Table TABLE =
      Table.of(
          Column.text("layer"),
          Column.text("type"),
          Column.text("output"),
          Column.number("receptive field"),
          Column.number("stride"),
          Column.number("parameters"),
          Column.number("multiply-adds"),
          Column.number("bytes"));

  private LayerTable() {}

  /** The table, with totals in its last row. */
  public static String text(Summary summary) {
    List<List<String>> rows = new ArrayList<>();
    for (Summary.Row row : summary.rows()) {
      rows.add(
          List.of(
              row.name(),
              row.kind(),
              row.output().toString(),
              receptiveField(row.receptiveField()),
              stride(row.receptiveField()),
              Quantity.count(row.parameters()),
              Quantity.count(row.multiplyAdds()),
              Quantity.count(row.bytes())));
    }
    rows.add(
        List.of(
            "total",
            "",
            "",
            "",
            "",
            Quantity.count(summary.parameters()),
            Quantity.count(summary.multiplyAdds()),
            Quantity.count(summary.bytes())));
    return TABLE.render(rows);
  }

  /** An object for each layer. */
  public static JsonArray json(Summary summary) {
    List<JsonValue> layers = new ArrayList<>();
    for (Summary.Row row : summary.rows()) {
      ReceptiveField field = row.receptiveField();
      layers.add(
          JsonObject.empty()
              .with("name", row.name())
              .with("layer", row.path())
              .with("type", row.kind())
              .with("output", dimensions(row.output()))
              .with(
                  "receptive_field",
                  JsonArray.of((long) field.vertical().size(), field.horizontal().size()))
              .with(
                  "stride",
                  JsonArray.of((long) field.vertical().stride(), field.horizontal().stride()))
              .with("parameters", row.parameters())
              .with("multiply_adds", row.multiplyAdds())
              .with("bytes", row.bytes()));
    }
    return new JsonArray(layers);
  }

  private static String receptiveField(ReceptiveField field) {
    return field.isWhole() ? "all" : pair(field.vertical().size(), field.horizontal().size());
  }

  private static String stride(ReceptiveField field) {
    return field.isWhole() ? "" : pair(field.vertical().stride(), field.horizontal().stride());
  }

  private static String pair(int height, int width) {
    return height + "x" + width;
  }

  private static JsonArray dimensions(Shape shape) {
    return JsonArray.of(IntStream.of(shape.dims()).asLongStream().toArray());
  }
}
