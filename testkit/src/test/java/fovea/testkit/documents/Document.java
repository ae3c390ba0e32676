package fovea.testkit.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Markdown file of the project.
 *
 * @param file where it is, from the root
 * @param lines its text
 */
record Document(Path file, List<String> lines) {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern FENCE = Pattern.compile("```(\\w*)");
  private static final Pattern COMMENT = Pattern.compile("<!-- (.*) -->");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");

  /** All documents, in the order of their names. */
  static List<Document> all() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      var found = new ArrayList<Document>();
      for (Path file : files.filter(Document::ours).sorted().toList()) {
        found.add(new Document(ROOT.relativize(file), Files.readAllLines(file)));
      }
      return found;
    }
  }

  private static boolean ours(Path file) {
    return file.toString().endsWith(".md")
        && Stream.iterate(ROOT.relativize(file), Path::getParent)
            .takeWhile(Objects::nonNull)
            .noneMatch(part -> NOT_OURS.contains(part.getFileName().toString()));
  }

  @Override
  public String toString() {
    return file.toString();
  }

  /** A name for Java: the path without what Java has no place for. */
  String javaName() {
    return file.toString().replaceAll("\\.md$", "").replaceAll("\\W", "_");
  }

  /** Blocks of code, whatever their language. */
  List<Block> blocks() {
    var blocks = new ArrayList<Block>();
    for (int i = 0; i < lines.size(); i++) {
      var fence = FENCE.matcher(lines.get(i));
      if (!fence.matches()) {
        continue;
      }
      int end = i + 1 + lines.subList(i + 1, lines.size()).indexOf("```");
      var comment = COMMENT.matcher(i > 0 ? lines.get(i - 1) : "");
      blocks.add(
          new Block(
              fence.group(1),
              comment.matches() ? comment.group(1) : "",
              i + 1,
              lines.subList(i + 1, end)));
      i = end;
    }
    return blocks;
  }

  /** Blocks of Java. */
  List<Block> java() {
    return blocks().stream().filter(block -> block.language().equals("java")).toList();
  }

  /** Where links lead, as they are written. */
  List<String> links() {
    return prose().flatMap(line -> LINK.matcher(line).results()).map(m -> m.group(1)).toList();
  }

  /** Names of the headings, as links name them. */
  Set<String> anchors() {
    var anchors = new LinkedHashSet<String>();
    text()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ *", "").toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .forEach(anchors::add);
    return anchors;
  }

  /** Names of types: pieces of code of one word that begins with a capital. */
  Set<String> typeNames() {
    return text()
        .flatMap(line -> CODE.matcher(line).results())
        .map(found -> found.group().replace("`", ""))
        .filter(code -> code.matches("[A-Z][a-z]\\w*"))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Rows of tables whose last column is code, as the pieces of code in it. */
  List<Cell> tableCode() {
    var cells = new ArrayList<Cell>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("| ")) {
        String[] columns = lines.get(i).split("(?<!\\\\)\\|");
        int line = i;
        CODE.matcher(columns[columns.length - 1])
            .results()
            .map(found -> found.group().replace("`", "").replace("\\|", "|"))
            .forEach(code -> cells.add(new Cell(line, code)));
      }
    }
    return cells;
  }

  /** Lines that are no code. */
  private Stream<String> text() {
    var text = new ArrayList<String>(lines);
    blocks().forEach(block -> Collections.fill(text.subList(block.start(), block.end()), ""));
    return text.stream();
  }

  private Stream<String> prose() {
    return text().map(line -> CODE.matcher(line).replaceAll(""));
  }

  /**
   * A block of code.
   *
   * @param language what stands behind the fence
   * @param comment what the line before the fence says to this test
   * @param start index of its first line
   * @param lines its code
   */
  record Block(String language, String comment, int start, List<String> lines) {

    /** Index of the line behind its last one. */
    int end() {
      return start + lines.size();
    }

    /** Whether it is a file of its own: a program or the declaration of a module. */
    boolean whole() {
      return lines.stream()
          .anyMatch(line -> line.startsWith("import module fovea") || line.startsWith("module "));
    }

    /** Whether it is a part of a source file that the comment names. */
    boolean quoted() {
      return comment.startsWith("from ");
    }

    /** Whether it needs what a test has not got, such as the network. */
    boolean onlyCompiled() {
      return comment.startsWith("compiled only");
    }
  }

  /**
   * A piece of code in a table.
   *
   * @param line index of its line
   */
  record Cell(int line, String code) {}
}
