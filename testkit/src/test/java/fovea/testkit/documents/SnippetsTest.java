package fovea.testkit.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fovea.testkit.DrawnMaterial;
import fovea.testkit.Modules;
import fovea.testkit.ShellRun;
import fovea.testkit.documents.Document.Block;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The code in documents. A block that begins with an import or a module is a file of its own; all
 * others of a document are one session, from top to bottom. {@code <!-- compiled only: … -->}
 * before a block says that it needs what a test has not got, {@code <!-- from CLASS -->} that it
 * stands in that source file.
 */
class SnippetsTest {
  private static final String MODULES = "fovea,fovea.csv,fovea.app";
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(fovea[^<]*)</artifactId>");
  private static final Pattern END_COMMENT = Pattern.compile("\\s*//.*$");

  @TempDir static Path folder;

  /** One run of the compiler for all: errors name the document and its line. */
  @Test
  void everySnippetCompiles() throws IOException {
    var files = new ArrayList<String>();
    for (Document document : Document.all()) {
      if (!Session.isEmpty(document)) {
        files.add(write("", document.javaName(), Session.method(document)));
      }
      for (Block block : document.java()) {
        if (block.whole() && !isModule(block)) {
          String name = document.javaName() + "_" + block.start();
          files.add(write("", name, Session.whole(block)));
        }
      }
    }
    assertEquals("", compile(files));
  }

  @Test
  void everyModuleDeclarationCompiles() throws IOException {
    for (Document document : Document.all()) {
      for (Block block : document.java().stream().filter(SnippetsTest::isModule).toList()) {
        String name = document.javaName() + "_" + block.start();
        assertEquals("", compile(List.of(write(name, "module-info", Session.whole(block)))));
      }
    }
  }

  @Test
  void everyQuotationStandsInItsFile() throws IOException {
    for (Document document : Document.all()) {
      for (Block block : document.java().stream().filter(Block::quoted).toList()) {
        Path file = source(block.comment().substring("from ".length()));
        var lines = Files.readAllLines(file).stream().map(SnippetsTest::bare).toList();
        for (String line : block.lines()) {
          assertTrue(
              bare(line).isEmpty() || lines.contains(bare(line)),
              () -> "%s: %s has no line '%s'".formatted(document, file, line.strip()));
        }
      }
    }
  }

  @Test
  void everyDependencyIsAModuleOfTheBuild() throws Exception {
    String artifacts = artifacts();
    for (Document document : Document.all()) {
      for (Block block : document.blocks()) {
        if (block.language().equals("xml")) {
          String xml = "<xml>" + String.join("\n", block.lines()) + "</xml>";
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
          ARTIFACT
              .matcher(xml)
              .results()
              .forEach(found -> assertTrue(artifacts.contains(found.group()), found::group));
        }
      }
    }
  }

  /** All documents from top to bottom, as a reader would paste them. */
  @Tag("long")
  @TestFactory
  Stream<DynamicTest> everySessionRuns() throws IOException {
    return Document.all().stream()
        .filter(document -> !Session.isEmpty(document))
        .map(document -> dynamicTest(document.toString(), () -> run(document)));
  }

  private static void run(Document document) throws IOException, InterruptedException {
    Path place = Files.createDirectories(folder.resolve(document.javaName() + "_run"));
    Path photos = DrawnMaterial.photos(place.resolve("photos"));
    Files.copy(photos.resolve("red/0.png"), place.resolve("cat.png"));
    DrawnMaterial.weights(place.resolve("weights.safetensors"));
    ShellRun run = ShellRun.of(place, Session.script(document));
    assertEquals(0, run.exit(), run::messages);
  }

  private static String compile(List<String> files) throws IOException {
    var arguments = new ArrayList<>(Modules.compilerOptions(MODULES));
    arguments.addAll(List.of("-proc:none", "-nowarn", "-Xmaxerrs", "1000"));
    arguments.addAll(List.of("-d", Files.createTempDirectory(folder, "classes").toString()));
    arguments.addAll(files);
    var messages = new StringWriter();
    var out = new PrintWriter(messages);
    int found =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(out, out, arguments.toArray(String[]::new));
    return found == 0 ? "" : messages.toString();
  }

  private static String write(String sub, String name, String source) throws IOException {
    Path place = Files.createDirectories(folder.resolve("sources").resolve(sub));
    return Files.writeString(place.resolve(name + ".java"), source).toString();
  }

  private static boolean isModule(Block block) {
    return block.lines().stream().anyMatch(line -> line.startsWith("module "));
  }

  private static String bare(String line) {
    return END_COMMENT.matcher(line).replaceAll("").strip();
  }

  /** The source file of a class, wherever it lies. */
  private static Path source(String name) throws IOException {
    try (Stream<Path> files = Files.walk(Document.ROOT)) {
      return files.filter(file -> file.endsWith(name + ".java")).findFirst().orElseThrow();
    }
  }

  private static String artifacts() throws IOException {
    var all = new StringBuilder();
    try (Stream<Path> folders = Files.list(Document.ROOT)) {
      for (Path pom : folders.map(f -> f.resolve("pom.xml")).filter(Files::exists).toList()) {
        all.append(Files.readString(pom));
      }
    }
    return all.toString();
  }
}
