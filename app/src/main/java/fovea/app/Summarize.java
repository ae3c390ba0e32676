package fovea.app;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.Shape;
import fovea.graph.TensorType;
import fovea.nn.Summary;
import fovea.zoo.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows a network layer by layer. */
@Command(
    name = "summary",
    description =
        "Shows a network layer by layer: shapes, parameters, multiply-adds and bytes for one"
            + " picture.")
final class Summarize implements Verb {

  private static final Table TABLE =
      Table.of(
          Column.text("layer"),
          Column.text("type"),
          Column.text("output"),
          Column.number("parameters"),
          Column.number("multiply-adds"),
          Column.number("bytes"));

  @Mixin private NetworkOptions network;
  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    NetworkOptions.Subject subject = network.subject();
    Arguments arguments = subject.arguments();
    var input = TensorType.f32(1, arguments.channels(), arguments.height(), arguments.width());
    var summary = Summary.of(subject.network(), input);
    session.result(subject.toString());
    session.result("");
    session.result(TABLE.render(rows(summary)));
    return json(subject, summary);
  }

  private static List<List<String>> rows(Summary summary) {
    List<List<String>> rows = new ArrayList<>();
    for (Summary.Row row : summary.rows()) {
      rows.add(
          List.of(
              row.path(),
              row.kind(),
              row.output().toString(),
              Quantity.count(row.parameters()),
              Quantity.count(row.multiplyAdds()),
              Quantity.count(row.bytes())));
    }
    rows.add(
        List.of(
            "total",
            "",
            "",
            Quantity.count(summary.parameters()),
            Quantity.count(summary.multiplyAdds()),
            Quantity.count(summary.bytes())));
    return rows;
  }

  private static JsonObject json(NetworkOptions.Subject subject, Summary summary) {
    Arguments arguments = subject.arguments();
    List<JsonValue> layers = new ArrayList<>();
    for (Summary.Row row : summary.rows()) {
      layers.add(
          JsonObject.empty()
              .with("layer", row.path())
              .with("type", row.kind())
              .with("output", dimensions(row.output()))
              .with("parameters", row.parameters())
              .with("multiply_adds", row.multiplyAdds())
              .with("bytes", row.bytes()));
    }
    return JsonObject.empty()
        .with("model", subject.name())
        .with("classes", arguments.classes())
        .with(
            "input",
            JsonArray.of((long) arguments.channels(), arguments.height(), arguments.width()))
        .with("parameters", summary.parameters())
        .with("multiply_adds", summary.multiplyAdds())
        .with("bytes", summary.bytes())
        .with("layers", new JsonArray(layers));
  }

  private static JsonArray dimensions(Shape shape) {
    return JsonArray.of(IntStream.of(shape.dims()).asLongStream().toArray());
  }
}
