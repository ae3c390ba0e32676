package fovea.data.split;

import fovea.data.pixels.DataException;
import fovea.format.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How the files that belong together are known, such as photos of one patient or one place. */
public sealed interface Grouping {

  /** Each file stands alone. */
  record None() implements Grouping {}

  /**
   * By the name: what the first capturing group of a regular expression finds in the path below the
   * folder of all files, with slashes.
   *
   * @param expression such as {@code (patient\d+)_}
   */
  record ByPath(String expression) implements Grouping {

    /**
     * Checks it.
     *
     * @throws DataException if it is no regular expression, or captures nothing
     */
    public ByPath {
      PathPattern.of(expression);
    }
  }

  /**
   * By a table.
   *
   * @param source where it was read from, for people
   * @param groups by name of the file: its path, the end of that, or the bare name
   */
  record ByTable(String source, Map<String, String> groups) implements Grouping {

    /** Copies the map, names with slashes. */
    public ByTable {
      var copy = new TreeMap<String, String>();
      groups.forEach((name, group) -> copy.put(slashes(name), group));
      groups = Map.copyOf(copy);
    }

    private static String slashes(String name) {
      String plain = name.replace('\\', '/');
      return plain.startsWith("./") ? plain.substring(2) : plain;
    }
  }

  /** Whether each file stands alone. */
  default boolean isNone() {
    return this instanceof None;
  }

  /**
   * The group of a file, if it has one.
   *
   * @param root the folder of all files
   * @throws DataException if the regular expression takes too long on the path
   */
  default Optional<String> group(Path root, Path file) {
    return switch (this) {
      case None _ -> Optional.empty();
      case ByPath(String expression) ->
          PathPattern.of(expression).group(RelativeName.of(root, file));
      case ByTable(_, Map<String, String> groups) ->
          find(groups, RelativeName.withSlashes(file.toAbsolutePath().normalize()));
    };
  }

  /** What it is, to be kept with a run. */
  default JsonObject toJson() {
    return switch (this) {
      case None _ -> JsonObject.empty();
      case ByPath(String expression) -> JsonObject.empty().with("path", expression);
      case ByTable(String source, _) -> JsonObject.empty().with("table", source);
    };
  }

  /**
   * Reads what {@link #toJson} made; of a table, where it came from.
   *
   * @throws fovea.format.FormatException if a field is of another kind
   */
  static Grouping fromJson(JsonObject json) {
    if (json.find("path").isPresent()) {
      return new ByPath(json.string("path"));
    }
    return json.find("table").isPresent()
        ? new ByTable(json.string("table"), Map.of())
        : new None();
  }

  /** For people; empty if each file stands alone. */
  default String text() {
    return switch (this) {
      case None _ -> "";
      case ByPath(String expression) -> "by " + expression + " in their paths";
      case ByTable(String source, _) -> "by " + source;
    };
  }

  /** The longest end of a path that the table has. */
  private static Optional<String> find(Map<String, String> groups, String path) {
    for (String end = path; ; end = end.substring(end.indexOf('/') + 1)) {
      String group = groups.get(end);
      if (group != null) {
        return Optional.of(group);
      }
      if (end.indexOf('/') < 0) {
        return Optional.empty();
      }
    }
  }
}
