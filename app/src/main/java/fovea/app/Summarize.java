package fovea.app;

import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.nn.Summary;
import fovea.zoo.Arguments;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows a network layer by layer. */
@Command(
    name = "summary",
    description =
        "Shows a network layer by layer for one picture: shapes, how many pixels an element sees"
            + " and how far its neighbor's view is (jump), parameters, multiply-adds and bytes.")
final class Summarize implements Verb {

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
    Arguments arguments = subject.arguments();
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
        .with("layers", LayerTable.json(summary));
  }
}
