package fovea.testkit.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Links between documents lead to files and headings that there are. */
class LinksTest {

  @TestFactory
  Stream<DynamicTest> everyLinkLeadsSomewhere() throws IOException {
    return Document.all().stream()
        .map(
            document ->
                dynamicTest(
                    document.toString(),
                    () ->
                        assertEquals(
                            List.of(),
                            document.links().stream()
                                .flatMap(link -> problem(document, link).stream())
                                .toList())));
  }

  @Test
  void everyDocumentIsFoundFromTheReadme() throws IOException {
    var documents =
        Document.all().stream().collect(Collectors.toMap(d -> d.file().normalize(), d -> d));
    var found = new TreeSet<Path>();
    var waiting = new ArrayDeque<Path>(List.of(Path.of("README.md")));
    while (!waiting.isEmpty()) {
      Path file = waiting.pop();
      if (documents.containsKey(file) && found.add(file)) {
        documents
            .get(file)
            .links()
            .forEach(link -> waiting.push(target(documents.get(file), link)));
      }
    }
    var lost = new TreeSet<>(documents.keySet());
    lost.removeAll(found);
    // Decisions are a folder, and the code names them.
    lost.removeIf(file -> file.startsWith("docs/decisions"));
    assertTrue(lost.isEmpty(), () -> "no way leads from README.md to " + lost);
  }

  /** Places that are named by a type only, since files move. */
  @Test
  void everyTypeThatTheListOfPlacesNamesIsThere() throws IOException {
    var document = read(Document.ROOT.resolve("docs/where-to-add.md"));
    try (Stream<Path> files = Files.walk(Document.ROOT)) {
      var types =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.replace(".java", ""))
              .collect(Collectors.toSet());
      var missing = new TreeSet<>(document.typeNames());
      missing.removeAll(types);
      assertEquals(Set.of(), missing);
    }
  }

  private static Path target(Document document, String link) {
    String path = link.replaceFirst("#.*", "");
    return path.isEmpty() ? document.file() : document.file().resolveSibling(path).normalize();
  }

  /** What is wrong with a link, if anything; what lies elsewhere is not looked at. */
  private static Optional<String> problem(Document document, String link) {
    if (link.matches("[a-z]+:.*")) {
      return Optional.empty();
    }
    Path file = Document.ROOT.resolve(target(document, link));
    if (!Files.exists(file)) {
      return Optional.of(link + ": no such file");
    }
    int hash = link.indexOf('#');
    if (hash < 0) {
      return Optional.empty();
    }
    var anchors = read(file).anchors();
    String anchor = link.substring(hash + 1);
    return anchors.contains(anchor)
        ? Optional.empty()
        : Optional.of(link + ": no such heading, there are " + anchors);
  }

  private static Document read(Path file) {
    try {
      return new Document(Document.ROOT.relativize(file), Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
