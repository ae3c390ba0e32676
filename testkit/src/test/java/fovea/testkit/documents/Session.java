package fovea.testkit.documents;

import fovea.testkit.documents.Document.Block;
import fovea.testkit.documents.Document.Cell;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * The Java of a document, whose blocks belong together as if they were typed into one shell, from
 * top to bottom. Each line keeps its number, so that messages name the lines of the document.
 */
final class Session {
  private static final String IMPORTS =
      "import module java.base; import module fovea; import module fovea.csv;"
          + " import java.awt.image.BufferedImage; import javax.imageio.ImageIO;"
          + " import static fovea.app.shell.Show.show;";

  private Session() {}

  /** The document's blocks as the body of one method. */
  static String method(Document document) {
    String start = " class %s { void session() throws Exception {";
    return IMPORTS + start.formatted(document.javaName()) + text(document, _ -> true) + "\n}}";
  }

  /** The document's blocks as a script, but for those that need what a test has not got. */
  static String script(Document document) {
    return text(document, block -> !block.onlyCompiled());
  }

  /** Whether the document has anything to compile. */
  static boolean isEmpty(Document document) {
    return script(document).isBlank();
  }

  /** A block that is a file of its own. */
  static String whole(Block block) {
    return "\n".repeat(block.start()) + String.join("\n", block.lines());
  }

  private static String text(Document document, Predicate<Block> chosen) {
    var text = new ArrayList<>(Collections.nCopies(document.lines().size(), ""));
    for (Block block : document.java()) {
      if (!block.whole() && !block.quoted() && chosen.test(block)) {
        for (int i = 0; i < block.lines().size(); i++) {
          text.set(block.start() + i, block.lines().get(i));
        }
      }
    }
    if (document.file().endsWith("phrase-book.md")) {
      document.tableCode().forEach(cell -> add(text, cell));
    }
    return String.join("\n", text);
  }

  /** Each piece is alone between braces: names are no one else's. */
  private static void add(List<String> text, Cell cell) {
    String code =
        cell.code().endsWith(";") || cell.code().endsWith("}") ? cell.code() : cell.code() + ";";
    text.set(cell.line(), text.get(cell.line()) + "{ " + code + " } ");
  }
}
