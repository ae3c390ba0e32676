package fovea.app.models;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.app.network.LayerTable;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.Verb;
import fovea.error.Nearest;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.NetworkArguments;
import fovea.zoo.catalog.NetworkStatistics;
import fovea.zoo.catalog.Option;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the networks of the zoo. */
@Command(
    name = "models",
    description = {
      "Lists the available networks: parameters, also as Keras counts them, multiply-adds for"
          + " one picture, depth (layers with weights on the longest way), input, size of the"
          + " weights, and published accuracies. One network is shown with its options and layer by"
          + " layer.",
    })
public final class ListModels implements Verb {

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
    List<NetworkStatistics> all = networks().parallelStream().map(NetworkStatistics::of).toList();
    session.result(TABLE.render(all.stream().map(ListModels::row).toList()));
    if (all.size() == 1) {
      show(session, all.getFirst());
    }
    return new JsonArray(
        all.stream().map(statistics -> json(statistics, all.size() == 1)).toList());
  }

  private List<Architecture> networks() {
    List<Architecture> found = Zoo.search(name);
    if (found.isEmpty()) {
      throw new UsageException(
          "NAME", "there is no network '" + name + "'", Nearest.hint(name, Zoo.names()));
    }
    return found;
  }

  private static void show(Session session, NetworkStatistics statistics) {
    List<Option> choices = statistics.network().options();
    if (!choices.isEmpty()) {
      session.result("");
      session.result(OPTIONS.render(choices.stream().map(ListModels::row).toList()));
    }
    session.result("");
    session.result(LayerTable.text(statistics.summary()));
  }

  private static List<String> row(NetworkStatistics statistics) {
    List<ReportedAccuracy> accuracies = ReportedAccuracy.of(statistics.network());
    return List.of(
        statistics.network().spec().toString(),
        Quantity.count(statistics.summary().parameters()),
        Quantity.count(statistics.kerasParameters()),
        Quantity.large(statistics.summary().multiplyAdds()),
        Integer.toString(statistics.summary().depth()),
        statistics.network().defaults().dimensions(),
        Quantity.bytes(statistics.bytes()),
        accuracies.stream().findFirst().map(ReportedAccuracy::top1Text).orElse(""),
        accuracies.stream().findFirst().map(ReportedAccuracy::top5Text).orElse(""),
        accuracies.stream().findFirst().map(ReportedAccuracy::source).orElse(""));
  }

  private static List<String> row(Option option) {
    return List.of(option.toString(), option.values().toString(), option.help());
  }

  private static JsonValue json(NetworkStatistics statistics, boolean withLayers) {
    Architecture network = statistics.network();
    NetworkArguments usual = network.defaults();
    JsonObject json =
        JsonObject.empty()
            .with("name", network.spec().toString())
            .with("family", network.family())
            .with("parameters", statistics.summary().parameters())
            .with("keras_parameters", statistics.kerasParameters())
            .with("multiply_adds", statistics.summary().multiplyAdds())
            .with("depth", statistics.summary().depth())
            .with("input", JsonArray.of((long) usual.channels(), usual.height(), usual.width()))
            .with("classes", usual.classes())
            .with("bytes", statistics.bytes())
            .with("published", ReportedAccuracy.json(ReportedAccuracy.of(network)))
            .with("options", options(network));
    return withLayers ? json.with("layers", LayerTable.json(statistics.summary())) : json;
  }

  private static JsonArray options(Architecture network) {
    List<JsonValue> all = new ArrayList<>();
    for (Option option : network.options()) {
      all.add(
          JsonObject.empty()
              .with("name", option.name())
              .with("default", option.defaultValue())
              .with("values", option.values().toString())
              .with("help", option.help()));
    }
    return new JsonArray(all);
  }
}
