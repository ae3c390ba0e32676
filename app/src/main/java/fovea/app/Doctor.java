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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what this machine gives, and what would be used of it. */
@Command(
    name = "doctor",
    description =
        "Says what this machine gives and what would be used: JDK, processor, threads, memory.")
final class Doctor implements Verb {

  @Mixin private GlobalOptions options;

  private record Finding(String what, String says) {}

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    var jdk = Jdk.ofThisProcess();
    var processor = Processor.ofThisMachine();
    var memory = Memory.ofThisMachine();
    var rows =
        findings(jdk, processor, memory).stream()
            .map(finding -> List.of(finding.what(), finding.says()))
            .toList();
    session.result(Table.of(Column.text(""), Column.text("")).render(rows));
    return json(jdk, processor, memory);
  }

  private List<Finding> findings(Jdk jdk, Processor processor, Memory memory) {
    var findings = new ArrayList<Finding>();
    findings.add(new Finding("JDK", jdk(jdk)));
    findings.add(new Finding("system", system()));
    findings.add(new Finding("processor", processor.model()));
    findings.add(
        new Finding("instruction sets", orUnknown(String.join(" ", processor.features()))));
    findings.add(new Finding("threads", threads(processor)));
    findings.add(
        new Finding(
            "memory", bytes(memory.total()) + ", " + bytes(memory.available()) + " available"));
    findings.add(
        new Finding("heap", "at most " + Quantity.bytes(memory.heap()) + "; tensors are outside"));
    findings.add(new Finding("huge pages", orUnknown(memory.hugePages())));
    return findings;
  }

  private JsonObject json(Jdk jdk, Processor processor, Memory memory) {
    var json =
        JsonObject.empty()
            .with("jdk", jdk.version())
            .with("jdk_current", jdk.current())
            .with("system", system())
            .with("processor", processor.model())
            .with("features", JsonArray.ofStrings(processor.features()))
            .with("cores", processor.cores())
            .with("threads", threadCount(processor))
            .with("heap_bytes", memory.heap())
            .with("huge_pages", memory.hugePages());
    return memory.total().isPresent()
        ? json.with("memory_bytes", memory.total().getAsLong())
        : json;
  }

  private static String jdk(Jdk jdk) {
    String name =
        jdk.vendor().isEmpty() ? jdk.version() : jdk.version() + " (" + jdk.vendor() + ")";
    return jdk.current() ? name : name + ": please update to 25.0.3 or later";
  }

  private static String system() {
    return "%s %s, %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"));
  }

  private String threads(Processor processor) {
    int threads = threadCount(processor);
    return "%d for kernels, of %d".formatted(threads, processor.cores());
  }

  private int threadCount(Processor processor) {
    return options.threads().orElse(processor.cores());
  }

  private static String bytes(OptionalLong bytes) {
    return bytes.isPresent() ? Quantity.bytes(bytes.getAsLong()) : "unknown";
  }

  private static String orUnknown(String text) {
    return text.isEmpty() ? "unknown" : text;
  }
}
