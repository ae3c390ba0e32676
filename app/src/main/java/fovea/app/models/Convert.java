package fovea.app.models;

import fovea.app.console.Quantity;
import fovea.app.network.SettingsText;
import fovea.app.network.WeightOptions;
import fovea.app.session.ForceOption;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.Verb;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.type.Shape;
import fovea.hub.Model;
import fovea.nn.StateDict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes a model in another format. */
@Command(
    name = "convert",
    description = {
      "Writes a model in another format: a file of fovea (.safetensors), which says all that is"
          + " needed to use it, or a network in ONNX (.onnx) for other programs, which carries"
          + " classes and preprocessing in its metadata.",
    })
public final class Convert implements Verb {

  @Parameters(index = "0", paramLabel = "IN", description = WeightOptions.MODEL)
  private String in = "";

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "The new file, whose name ends in .safetensors or .onnx.")
  private Path out = Path.of("");

  @Mixin private ForceOption force;

  @Mixin private WeightOptions weights;

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    String name = String.valueOf(out.getFileName());
    String format = name.substring(name.lastIndexOf('.') + 1);
    if (!format.equals("safetensors") && !format.equals("onnx")) {
      throw new UsageException(
          "OUT",
          "expected a name that ends in .safetensors or .onnx, found " + out,
          "give another");
    }
    force.check("OUT", out);
    Model model = weights.load(session, in);
    SettingsText.say(session, model.settings());
    model.save(out);
    long numbers = count(model);
    session.result(
        "%s: %s, %s numbers, %s"
            .formatted(
                out,
                model.card().blueprint().name(),
                Quantity.count(numbers),
                Quantity.bytes(size(out))));
    return weights.addTo(
        JsonObject.empty()
            .with("in", model.source())
            .with("out", out.toString())
            .with("network", model.card().blueprint().name())
            .with("numbers", numbers)
            .with("bytes", size(out))
            .with("settings", model.settings().toJson()));
  }

  private static long count(Model model) {
    return StateDict.shapes(model.network()).values().stream().mapToLong(Shape::elements).sum();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
