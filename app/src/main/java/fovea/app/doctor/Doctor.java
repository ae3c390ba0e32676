package fovea.app.doctor;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.app.machine.Machine;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.Verb;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.graph.Engine;
import fovea.graph.Plan;
import fovea.graph.type.TensorType;
import fovea.hub.Version;
import fovea.train.SyntheticStep;
import fovea.zoo.basic.LeNet5;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what this machine gives, and what would be used of it. */
@Command(
    name = "doctor",
    description =
        "Reports what this machine offers and what Fovea would use, and why: JDK, processor,"
            + " memory, kernels.")
public final class Doctor implements Verb {

  private static final int SMALL_BATCH = 64;

  @Mixin private GlobalOptions options;

  /** What was found; a small step of training tells how many threads such steps get. */
  private record Findings(Machine machine, Engine.DeviceReport device, Plan.Team smallStep) {

    /** What was decided on this machine, by subject. */
    SequencedMap<String, String> decisions() {
      SequencedMap<String, String> all = new LinkedHashMap<>(device.decisions());
      all.put(
          "threads",
          smallStep.reason().isEmpty()
              ? smallStep + " for every plan"
              : String.format(
                  Locale.ROOT,
                  "%d, fewer where measured runs are faster; LeNet-5's step on %d pictures: %s",
                  smallStep.available(),
                  SMALL_BATCH,
                  smallStep));
      return all;
    }
  }

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    var device = session.engine().report(options.device());
    var findings = new Findings(Machine.ofThisProcess(), device, smallStep());
    session.result(Table.of(Column.text(""), Column.text("")).render(rows(findings)));
    return json(findings);
  }

  private static Plan.Team smallStep() {
    var images = TensorType.f32(SMALL_BATCH, 1, 32, 32);
    return SyntheticStep.training(LeNet5.modern(10), images).plan().summary().team();
  }

  private static List<List<String>> rows(Findings found) {
    var rows = new ArrayList<>(properties(found));
    found.decisions().forEach((subject, text) -> rows.add(List.of(subject, text)));
    return rows;
  }

  private static List<List<String>> properties(Findings found) {
    var machine = found.machine();
    var memory = machine.memory();
    var device = found.device();
    return List.of(
        List.of("Fovea", Version.current()),
        List.of("JDK", machine.jdk().toString()),
        List.of("system", machine.system()),
        List.of("processor", machine.processor().model()),
        List.of("cores", Integer.toString(machine.processor().cores())),
        List.of("instruction sets", orUnknown(String.join(" ", machine.processor().features()))),
        List.of(
            "memory",
            bytes(memory.total()) + ", " + bytes(memory.available()) + " of it available"),
        List.of("Java heap", "at most " + Quantity.bytes(memory.heap()) + ", tensors not counted"),
        List.of("huge pages", orUnknown(memory.hugePages())),
        List.of("device", device.device() + " (" + device.reason() + ")"),
        List.of("kernels", device.backend() + ", " + device.details()));
  }

  private static JsonObject json(Findings found) {
    var machine = found.machine();
    var device = found.device();
    var json =
        JsonObject.empty()
            .with("version", Version.current())
            .with("jdk", machine.jdk().version())
            .with("jdk_current", machine.jdk().current())
            .with("system", machine.system())
            .with("processor", machine.processor().model())
            .with("cores", machine.processor().cores())
            .with("features", JsonArray.ofStrings(machine.processor().features()))
            .with("heap_bytes", machine.memory().heap())
            .with("huge_pages", machine.memory().hugePages())
            .with("device", device.device().toString())
            .with("reason", device.reason())
            .with("backend", device.backend())
            .with("details", device.details())
            .with("decisions", decisions(found.decisions()));
    var total = machine.memory().total();
    return total.isPresent() ? json.with("memory_bytes", total.getAsLong()) : json;
  }

  private static JsonObject decisions(Map<String, String> all) {
    var json = JsonObject.empty();
    for (var decision : all.entrySet()) {
      json = json.with(decision.getKey(), decision.getValue());
    }
    return json;
  }

  private static String bytes(OptionalLong bytes) {
    return bytes.isPresent() ? Quantity.bytes(bytes.getAsLong()) : "unknown";
  }

  private static String orUnknown(String text) {
    return text.isEmpty() ? "unknown" : text;
  }
}
