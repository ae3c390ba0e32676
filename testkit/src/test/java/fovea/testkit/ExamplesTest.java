package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The examples, compiled and run as a user would: single source files on the module path. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples");

  private static final String MODULES = "fovea,fovea.csv";

  @TempDir static Path folder;

  private static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  @Test
  void compile() throws IOException {
    List<String> arguments = new ArrayList<>(Modules.compilerOptions(MODULES));
    arguments.addAll(List.of("-d", folder.resolve("classes").toString()));
    examples().forEach(file -> arguments.add(file.toString()));
    var messages = new StringWriter();
    var out = new PrintWriter(messages);
    int found =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(out, out, arguments.toArray(String[]::new));
    assertEquals(0, found, messages::toString);
  }

  @Tag("long")
  @TestFactory
  Stream<DynamicTest> run() throws IOException {
    return examples().stream()
        .map(file -> dynamicTest(file.getFileName().toString(), () -> run(file)));
  }

  private static void run(Path example) throws IOException, InterruptedException {
    List<String> command = Modules.java(MODULES);
    command.add(example.toAbsolutePath().toString());
    command.addAll(arguments(example.getFileName().toString()));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(10, TimeUnit.MINUTES), "it does not end");
    assertEquals(0, process.exitValue(), output);
  }

  /** What makes an example short: little data, or photos and weights that are drawn. */
  private static List<String> arguments(String example) throws IOException {
    return switch (example) {
      case "TrainDigits.java", "TrainingToolbox.java" -> List.of("2000");
      case "FineTunePhotos.java" -> List.of(photos(), weights());
      case "ExplainPhoto.java" -> List.of(weights(), photos() + "/red/0.png");
      case "ThreeWays.java", "LayersToTrain.java" ->
          List.of(photos(), weights(), DrawnMaterial.NETWORK, "imagenet", "1");
      default -> List.of();
    };
  }

  private static String photos() throws IOException {
    return DrawnMaterial.photos(folder.resolve("photos")).toString();
  }

  private static String weights() {
    return DrawnMaterial.weights(folder.resolve("weights.safetensors")).toString();
  }
}
