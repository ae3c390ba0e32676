package fovea.app;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.app.machine.Jdk;
import fovea.app.machine.Memory;
import fovea.app.machine.Processor;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.Engine;
import fovea.graph.Executable;
import fovea.graph.TensorType;
import fovea.train.Sgd;
import fovea.train.Task;
import fovea.train.TrainStep;
import fovea.zoo.LeNet5;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what this machine gives, and what would be used of it. */
@Command(
    name = "doctor",
    description =
        "Says what this machine gives and what would be used of it, and why: JDK, processor,"
            + " memory, kernels.")
final class Doctor implements Verb {

  private static final int SMALL_BATCH = 64;

  @Mixin private GlobalOptions options;

  /** What was found; a small step of training tells how many threads such steps get. */
  private record Findings(
      Jdk jdk,
      Processor processor,
      Memory memory,
      Engine.DeviceReport device,
      Executable.Team smallStep) {}

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    var findings =
        new Findings(
            Jdk.ofThisProcess(),
            Processor.ofThisMachine(),
            Memory.ofThisMachine(),
            session.engine().report(options.device()),
            smallStep());
    session.result(Table.of(Column.text(""), Column.text("")).render(rows(findings)));
    return json(findings);
  }

  private static Executable.Team smallStep() {
    var images = TensorType.f32(SMALL_BATCH, 1, 32, 32);
    return TrainStep.of(LeNet5.modern(10), new Sgd(0.01), Task.classification())
        .plan(images)
        .summary()
        .team();
  }

  private static List<List<String>> rows(Findings found) {
    var rows = new ArrayList<>(facts(found));
    found.device().decisions().forEach((subject, text) -> rows.add(List.of(subject, text)));
    rows.add(List.of("threads", threads(found)));
    return rows;
  }

  private static String threads(Findings found) {
    var team = found.smallStep();
    return team.reason().isEmpty()
        ? team + " for every plan"
        : "%d, fewer where measured runs are faster; LeNet-5's step on %d pictures: %s"
            .formatted(team.available(), SMALL_BATCH, team);
  }

  private static List<List<String>> facts(Findings found) {
    var memory = found.memory();
    var device = found.device();
    return List.of(
        List.of("Fovea", Version.name()),
        List.of("JDK", jdk(found.jdk())),
        List.of("system", system()),
        List.of("processor", found.processor().model()),
        List.of("cores", Integer.toString(found.processor().cores())),
        List.of("instruction sets", orUnknown(String.join(" ", found.processor().features()))),
        List.of(
            "memory",
            bytes(memory.total()) + ", " + bytes(memory.available()) + " of it available"),
        List.of("Java heap", "at most " + Quantity.bytes(memory.heap()) + ", tensors not counted"),
        List.of("huge pages", orUnknown(memory.hugePages())),
        List.of("device", device.device() + " (" + device.reason() + ")"),
        List.of("kernels", device.backend() + ", " + device.details()));
  }

  private static JsonObject json(Findings found) {
    var device = found.device();
    var json =
        JsonObject.empty()
            .with("version", Version.name())
            .with("jdk", found.jdk().version())
            .with("jdk_current", found.jdk().current())
            .with("system", system())
            .with("processor", found.processor().model())
            .with("cores", found.processor().cores())
            .with("features", JsonArray.ofStrings(found.processor().features()))
            .with("heap_bytes", found.memory().heap())
            .with("huge_pages", found.memory().hugePages())
            .with("device", device.device().toString())
            .with("reason", device.reason())
            .with("backend", device.backend())
            .with("details", device.details())
            .with("decisions", decisions(found));
    var total = found.memory().total();
    return total.isPresent() ? json.with("memory_bytes", total.getAsLong()) : json;
  }

  private static JsonObject decisions(Findings found) {
    var json = JsonObject.empty();
    for (var decision : found.device().decisions().entrySet()) {
      json = json.with(decision.getKey(), decision.getValue());
    }
    return json.with("threads", threads(found));
  }

  private static String jdk(Jdk jdk) {
    String vendor = jdk.vendor().isEmpty() ? "" : " (" + jdk.vendor() + ")";
    return jdk.version() + vendor + (jdk.current() ? "" : ": please update to 25.0.3 or later");
  }

  private static String system() {
    return "%s %s, %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"));
  }

  private static String bytes(OptionalLong bytes) {
    return bytes.isPresent() ? Quantity.bytes(bytes.getAsLong()) : "unknown";
  }

  private static String orUnknown(String text) {
    return text.isEmpty() ? "unknown" : text;
  }
}
