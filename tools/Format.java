import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Checks or rewrites the Java files of the project with google-java-format: those that have changed
 * since all were found well, which the time of {@code STAMP} says.
 *
 * <p>Run by the build on JDK 25: {@code Format --check|--write ROOT STAMP}.
 */
void main(String[] args) throws Exception {
  boolean write = args[0].equals("--write");
  var root = Path.of(args[1]).toRealPath();
  var stamp = Path.of(args[2]);
  var start = FileTime.from(Instant.now());
  var last = Files.exists(stamp) ? Files.getLastModifiedTime(stamp) : FileTime.fromMillis(0);
  List<Path> unformatted =
      javaFiles(root).parallelStream()
          .filter(file -> changedSince(last, file) && !format(root, file, write))
          .map(root::relativize)
          .toList();
  if (write) {
    IO.println("formatted " + unformatted.size() + " files");
  } else if (!unformatted.isEmpty()) {
    System.err.println("Not formatted (tools/format rewrites them):");
    unformatted.forEach(file -> System.err.println("  " + file));
    System.exit(1);
  }
  // As old as the start, so that what was edited meanwhile counts as newer.
  Files.write(stamp, new byte[0]);
  Files.setLastModifiedTime(stamp, start);
}

boolean changedSince(FileTime last, Path file) {
  try {
    return Files.getLastModifiedTime(file).compareTo(last) >= 0;
  } catch (IOException e) {
    throw new UncheckedIOException(e);
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

/** Whether a file is formatted; if not and {@code write} is set, it is rewritten. */
boolean format(Path root, Path file, boolean write) {
  try {
    String before = Files.readString(file);
    String after = formatted(root.relativize(file), before);
    boolean same = after.equals(before);
    if (!same && write) {
      Files.writeString(file, after);
    }
    return same;
  } catch (IOException e) {
    throw new UncheckedIOException(e);
  }
}

String formatted(Path file, String source) {
  try {
    String ordered = ImportOrderer.reorderImports(source, Style.GOOGLE);
    return new Formatter().formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
  } catch (FormatterException e) {
    System.err.println(file + ": " + e.getMessage());
    System.exit(1);
    return source;
  }
}
