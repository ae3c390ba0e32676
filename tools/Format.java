import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Checks or rewrites every Java file of the project with google-java-format.
 *
 * <p>Run by the build on JDK 25: {@code Format --check|--write ROOT}.
 */
void main(String[] args) throws Exception {
  boolean write = args[0].equals("--write");
  var root = Path.of(args[1]).toRealPath();
  var unformatted = new ArrayList<Path>();
  for (var file : javaFiles(root)) {
    String before = Files.readString(file);
    String after = format(root.relativize(file), before);
    if (!after.equals(before)) {
      unformatted.add(root.relativize(file));
      if (write) {
        Files.writeString(file, after);
      }
    }
  }
  if (write) {
    IO.println("formatted " + unformatted.size() + " files");
  } else if (!unformatted.isEmpty()) {
    System.err.println("Not formatted (tools/format rewrites them):");
    unformatted.forEach(file -> System.err.println("  " + file));
    System.exit(1);
  }
}

List<Path> javaFiles(Path root) throws IOException {
  var files = new ArrayList<Path>();
  Files.walkFileTree(
      root,
      new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
          String name = folder.getFileName().toString();
          boolean skipped = !folder.equals(root) && (name.equals("target") || name.startsWith("."));
          return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
          if (file.toString().endsWith(".java")) {
            files.add(file);
          }
          return FileVisitResult.CONTINUE;
        }
      });
  return files.stream().sorted().toList();
}

String format(Path file, String source) {
  try {
    String ordered = ImportOrderer.reorderImports(source, Style.GOOGLE);
    return new Formatter().formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
  } catch (FormatterException e) {
    System.err.println(file + ": " + e.getMessage());
    System.exit(1);
    return source;
  }
}
