package fovea.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The examples, compiled and run as a user would: single source files on the module path. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples");

  private static final String MODULES = "fovea,fovea.csv,fovea.onednn";

  private static final Set<String> NEEDED =
      Set.of("de.siegmar.fastcsv", "io.jhdf", "org.apache.commons.lang3", "org.slf4j");

  @TempDir static Path folder;

  private static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  @Test
  void compile() throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--release=25",
                "--module-path=" + join(classPath().filter(ExamplesTest::ours)),
                "--add-modules=" + MODULES,
                "-d",
                folder.resolve("classes").toString()));
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
    String modules = join(classPath().filter(ExamplesTest::ours));
    String natives = join(classPath().filter(entry -> entry.contains("dnnl")));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path=" + modules,
                "--class-path=" + natives,
                "--add-modules=" + MODULES,
                "--enable-native-access=fovea.graph,fovea.onednn",
                example.toAbsolutePath().toString()));
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
      case "TrainDigits.java" -> List.of("2000");
      case "FineTunePhotos.java" -> List.of(photos(), weights());
      case "ThreeWays.java" -> List.of(photos(), weights(), DrawnMaterial.NETWORK, "imagenet", "1");
      default -> List.of();
    };
  }

  private static String photos() throws IOException {
    return DrawnMaterial.photos(folder.resolve("photos")).toString();
  }

  private static String weights() {
    return DrawnMaterial.weights(folder.resolve("weights.safetensors")).toString();
  }

  /** Where tests and what they test come from; Surefire hides it behind a jar of its own. */
  private static Stream<String> classPath() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL).splitAsStream(path);
  }

  /** Whether an entry is a module of this library, or one that it needs for files. */
  private static boolean ours(String entry) {
    return ModuleFinder.of(Path.of(entry)).findAll().stream()
        .map(module -> module.descriptor().name())
        .anyMatch(name -> name.startsWith("fovea") || NEEDED.contains(name));
  }

  private static String join(Stream<String> entries) {
    return entries.collect(Collectors.joining(File.pathSeparator));
  }
}
