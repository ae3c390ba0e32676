import java.util.regex.Pattern;
import java.util.spi.ToolProvider;

/** What javadoc found: the file and line, if there is one, the kind and the text. */
final Pattern FINDING = Pattern.compile("(?:.*\\.java:\\d+: )?(warning|error): (.*)");

/** The declaration of a module in its file. */
final Pattern MODULE = Pattern.compile("(?m)^module ([\\w.]+)");

/**
 * Writes the API documentation of all modules, and fails for whatever javadoc warns of. All of
 * doclint's checks are on; two kinds of finding are no faults here: {@code @param} and
 * {@code @return} that would only repeat the first sentence, and fields of serialized forms.
 *
 * <p>Run by {@code mvn -Pdocs} on JDK 25: {@code Api ROOT LIBRARIES TARGET}.
 */
void main(String[] args) throws IOException {
  var root = Path.of(args[0]).toRealPath();
  var sources = modules(root);
  var options = new ArrayList<String>();
  Collections.addAll(options, "-quiet", "--release=25", "-Xdoclint:all", "-encoding", "UTF-8");
  Collections.addAll(options, "-Xmaxwarns", "100000", "-Xmaxerrs", "100000", "-notimestamp");
  Collections.addAll(options, "-doctitle", "Fovea", "-windowtitle", "Fovea");
  Collections.addAll(options, "--module-path", args[1], "-d", args[2]);
  sources.forEach(
      (name, folder) ->
          Collections.addAll(options, "--module-source-path", name + "=" + all(folder)));
  options.add("--module=" + String.join(",", sources.keySet()));
  var messages = new StringWriter();
  var out = new PrintWriter(messages);
  int exit =
      ToolProvider.findFirst("javadoc").orElseThrow().run(out, out, options.toArray(String[]::new));
  var faults = faults(messages.toString().lines().toList());
  faults.forEach(System.err::println);
  if (faults.isEmpty() && exit == 0) {
    IO.println("API documentation: " + Path.of(args[2]).resolve("index.html"));
  } else {
    System.err.println("faults in the API documentation, see above");
    System.exit(1);
  }
}

/** Modules by name, with the folders of their sources. */
SortedMap<String, Path> modules(Path root) throws IOException {
  var found = new TreeMap<String, Path>();
  try (var folders = Files.list(root)) {
    for (Path folder : folders.map(f -> f.resolve("src/main/java")).toList()) {
      var file = folder.resolve("module-info.java");
      if (Files.exists(file)) {
        var declaration = MODULE.matcher(Files.readString(file));
        declaration.find();
        found.put(declaration.group(1), folder);
      }
    }
  }
  return found;
}

/** The folder of sources, and those that the build makes beside it. */
String all(Path sources) {
  var made = sources.resolve("../../../target/generated-sources/jte").normalize();
  return Files.exists(made) ? sources + File.pathSeparator + made : sources.toString();
}

/** The findings that are faults, each with the lines that belong to it. */
List<String> faults(List<String> lines) {
  var faults = new ArrayList<String>();
  for (int i = 0; i < lines.size(); i++) {
    var finding = FINDING.matcher(lines.get(i));
    boolean begins = finding.matches();
    String source = i + 1 < lines.size() ? lines.get(i + 1).strip() : "";
    boolean repeats = begins && finding.group(2).matches("no @(param|return).*");
    boolean serialized =
        begins && finding.group(2).equals("no comment") && source.startsWith("private ");
    if (begins && !repeats && !serialized) {
      faults.add(lines.get(i));
      faults.add("    " + source);
    }
  }
  return faults;
}
