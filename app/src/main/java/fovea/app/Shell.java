package fovea.app;

import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.Verb;
import fovea.app.shell.Prompt;
import fovea.app.shell.Script;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.type.Device;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Java line by line, with everything of the library imported. */
@Command(
    name = "shell",
    description = {
      "Runs Java line by line, with everything of Fovea imported: JShell, the shell of the JDK."
          + " Tensors print their values; show(x) shows a tensor, a picture or a picture file in a"
          + " window, or, without a display, in a PNG file whose path is printed.",
      "What is piped into it runs as a script up to its first error: echo 'Tensor.scalar(2).sqrt()'"
          + " | fovea shell"
    })
final class Shell implements Verb {

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    refuse(options.device() != Device.AUTO, "--device", "Device.REFERENCE.use(() -> …)");
    refuse(options.dataFolder().isPresent(), "--data-dir", "DataOptions.defaults().withFolder(…)");
    refuse(options.offline(), "--offline", "DataOptions.defaults().withOffline(true)");
    refuse(options.givesSeed(), "--seed", "Parameters.initialize(model, …)");
    needModules();
    session.engine();
    if (Boolean.getBoolean("fovea.interactive")) {
      if (options.json()) {
        throw new UsageException("--json", "expected a script", "pipe one into fovea shell");
      }
      session.say(
          "everything of Fovea is imported; show(x) shows pictures, /help helps, /exit ends");
      if (Prompt.talk() != 0) {
        session.failed().set(true);
      }
      return JsonObject.empty();
    }
    return script(session);
  }

  private static JsonValue script(Session session) {
    PrintStream before = System.out;
    System.setOut(session.results().raw()); // so that the script prints where its values go
    try {
      String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
      var values =
          new Script(text, session.results())
              .run().stream()
                  .<JsonValue>map(
                      v -> JsonObject.empty().with("code", v.code()).with("value", v.value()))
                  .toList();
      return JsonObject.empty().with("values", new JsonArray(values));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      System.setOut(before);
    }
  }

  private static void refuse(boolean given, String option, String instead) {
    if (given) {
      throw new UsageException(option, "has no effect on a shell", "write " + instead + " in it");
    }
  }

  /** The shell compiles against the modules that run here. */
  private static void needModules() {
    var here = ModuleLayer.boot();
    if (here.findModule("fovea").isEmpty() || here.findModule("jdk.jshell").isEmpty()) {
      throw new UsageException(
          "shell",
          "expected the modules fovea and jdk.jshell, found a JVM without them",
          "start it by ./fovea shell");
    }
  }
}
