package fovea.app.models;

import fovea.app.network.LayerTable;
import fovea.app.network.NetworkOptions;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.Verb;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.nn.inspect.Summary;
import fovea.zoo.catalog.NetworkArguments;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows a network layer by layer. */
@Command(
    name = "summary",
    description =
        "Shows a network layer by layer for one picture: shapes, receptive fields"
            + " and strides in pixels of the input, parameters, multiply-adds and bytes.")
public final class Summarize implements Verb {

  @Mixin private NetworkOptions network;
  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    NetworkOptions.Subject subject = network.subject(session);
    var summary = Summary.of(subject.network(), subject.arguments().input(1));
    session.result(subject.toString());
    session.result("");
    session.result(LayerTable.text(summary));
    return json(subject, summary);
  }

  private static JsonObject json(NetworkOptions.Subject subject, Summary summary) {
    NetworkArguments arguments = subject.arguments();
    return JsonObject.empty()
        .with("model", subject.name())
        .with("classes", arguments.classes())
        .with(
            "input",
            JsonArray.of((long) arguments.channels(), arguments.height(), arguments.width()))
        .with("parameters", summary.parameters())
        .with("multiply_adds", summary.multiplyAdds())
        .with("depth", summary.depth())
        .with("bytes", summary.bytes())
        .with("layers", LayerTable.json(summary))
        .with("settings", subject.settings().toJson());
  }
}
