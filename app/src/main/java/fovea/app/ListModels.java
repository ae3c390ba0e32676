package fovea.app;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.Nearest;
import fovea.zoo.Architecture;
import fovea.zoo.Arguments;
import fovea.zoo.Figures;
import fovea.zoo.Option;
import fovea.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the networks of the zoo. */
@Command(
    name = "models",
    description = {
      "Lists the networks that there are: parameters, also as Keras counts them, multiply-adds for"
          + " one picture, depth (layers with weights on the longest way), input, size of the"
          + " weights, and published accuracies. One network is shown with its options and layer by"
          + " layer.",
    })
final class ListModels implements Verb {

  private static final Table TABLE =
      Table.of(
          Column.text("name"),
          Column.number("parameters"),
          Column.number("in Keras"),
          Column.number("multiply-adds"),
          Column.number("depth"),
          Column.number("input"),
          Column.number("size"),
          Column.number("top-1"),
          Column.number("top-5"),
          Column.text("says"));

  private static final Table OPTIONS =
      Table.of(Column.text("option"), Column.text("values"), Column.text("what it does"));

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = {
        "Name of a network, with options if wanted, such as mobilenet_v2:width=0.35; * and ? stand"
            + " for anything and for one character (default: all)."
      })
  private String name = "*";

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    List<Figures> all = networks().parallelStream().map(Figures::of).toList();
    session.result(TABLE.render(all.stream().map(ListModels::row).toList()));
    if (all.size() == 1) {
      show(session, all.getFirst());
    }
    return new JsonArray(all.stream().map(figures -> json(figures, all.size() == 1)).toList());
  }

  private List<Architecture> networks() {
    List<Architecture> found = Zoo.search(name);
    if (found.isEmpty()) {
      throw new UsageException(
          "NAME", "there is no network '" + name + "'", Nearest.hint(name, Zoo.names()));
    }
    return found;
  }

  private static void show(Session session, Figures figures) {
    List<Option> choices = figures.network().options();
    if (!choices.isEmpty()) {
      session.result("");
      session.result(OPTIONS.render(choices.stream().map(ListModels::row).toList()));
    }
    session.result("");
    session.result(LayerTable.text(figures.summary()));
  }

  private static List<String> row(Figures figures) {
    List<Accuracy> accuracies = Accuracy.of(figures.network());
    return List.of(
        figures.network().spec().toString(),
        Quantity.count(figures.summary().parameters()),
        Quantity.count(figures.kerasParameters()),
        Quantity.large(figures.summary().multiplyAdds()),
        Integer.toString(figures.summary().depth()),
        figures.network().defaults().dimensions(),
        Quantity.bytes(figures.bytes()),
        accuracies.stream().findFirst().map(Accuracy::top1Text).orElse(""),
        accuracies.stream().findFirst().map(Accuracy::top5Text).orElse(""),
        accuracies.stream().findFirst().map(Accuracy::source).orElse(""));
  }

  private static List<String> row(Option option) {
    return List.of(option.toString(), option.values().toString(), option.help());
  }

  private static JsonValue json(Figures figures, boolean withLayers) {
    Architecture network = figures.network();
    Arguments usual = network.defaults();
    JsonObject json =
        JsonObject.empty()
            .with("name", network.spec().toString())
            .with("family", network.family())
            .with("parameters", figures.summary().parameters())
            .with("keras_parameters", figures.kerasParameters())
            .with("multiply_adds", figures.summary().multiplyAdds())
            .with("depth", figures.summary().depth())
            .with("input", JsonArray.of((long) usual.channels(), usual.height(), usual.width()))
            .with("classes", usual.classes())
            .with("bytes", figures.bytes())
            .with("published", Accuracy.json(Accuracy.of(network)))
            .with("options", options(network));
    return withLayers ? json.with("layers", LayerTable.json(figures.summary())) : json;
  }

  private static JsonArray options(Architecture network) {
    List<JsonValue> all = new ArrayList<>();
    for (Option option : network.options()) {
      all.add(
          JsonObject.empty()
              .with("name", option.name())
              .with("default", option.usual())
              .with("values", option.values().toString())
              .with("help", option.help()));
    }
    return new JsonArray(all);
  }
}
