package fovea.experiment.compare;

import fovea.format.JsonObject;
import fovea.format.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The settings of several runs.
 *
 * @param differing what is not the same in all; runs whose settings are not known count for nothing
 * @param shared what is, by the path of its name
 */
public record SettingColumns(List<SettingColumn> differing, SequencedMap<String, String> shared) {
  private static final String NAME = "name";

  /** Copies both. */
  public SettingColumns {
    differing = List.copyOf(differing);
    shared = new LinkedHashMap<>(shared);
  }

  /** Those of some runs. */
  public static SettingColumns of(List<JsonObject> settings) {
    var walk = new Walk(new ArrayList<>(), new LinkedHashMap<>());
    walk.object(
        "",
        settings.stream()
            .map(
                each -> each.members().isEmpty() ? Optional.<JsonObject>empty() : Optional.of(each))
            .toList());
    return new SettingColumns(named(distinct(walk.differing)), walk.shared);
  }

  /** A seed that is the same as another one says nothing more: that of the shorter path is kept. */
  private static List<SettingColumn> distinct(List<SettingColumn> columns) {
    return columns.stream()
        .filter(
            column ->
                !isSeed(column.path())
                    || columns.stream()
                        .noneMatch(
                            other ->
                                isSeed(other.path())
                                    && other.path().length() < column.path().length()
                                    && other.values().equals(column.values())))
        .toList();
  }

  /** Whether a setting decides nothing but what is drawn at random. */
  static boolean isSeed(String path) {
    String last = last(path, 1);
    return last.equals("seed") || last.endsWith("_seed");
  }

  /** By the last word of the path, or by two where several end in the same. */
  private static List<SettingColumn> named(List<SettingColumn> columns) {
    Map<String, Integer> count = new HashMap<>();
    columns.forEach(column -> count.merge(last(column.path(), 1), 1, Integer::sum));
    return columns.stream()
        .map(
            column -> {
              boolean once = count.getOrDefault(last(column.path(), 1), 0) == 1;
              return column.named(last(column.path(), once ? 1 : 2).replace('_', ' '));
            })
        .toList();
  }

  private static String last(String path, int words) {
    int start = path.length();
    for (int i = 0; i < words && start >= 0; i++) {
      start = path.lastIndexOf('.', start - 1);
    }
    return path.substring(start + 1);
  }

  /** What was found so far. */
  private record Walk(List<SettingColumn> differing, SequencedMap<String, String> shared) {

    /** Objects of the same name; empty for runs that have no settings. */
    void object(String path, List<Optional<JsonObject>> objects) {
      Set<String> keys = new LinkedHashSet<>();
      objects.forEach(each -> each.ifPresent(object -> keys.addAll(object.members().keySet())));
      for (String key : keys) {
        String place = path.isEmpty() ? key : path + "." + key;
        value(
            place, objects, objects.stream().map(each -> each.flatMap(o -> o.find(key))).toList());
      }
    }

    private void value(
        String path, List<Optional<JsonObject>> owners, List<Optional<JsonValue>> values) {
      Set<Optional<JsonValue>> different = new LinkedHashSet<>();
      for (int i = 0; i < values.size(); i++) {
        if (owners.get(i).isPresent()) {
          different.add(values.get(i));
        }
      }
      if (different.size() == 1) {
        shared.put(path, text(different.iterator().next()).orElse(SettingColumn.NOTHING));
      } else if (alike(different)) {
        object(path, values.stream().map(each -> each.map(JsonObject.class::cast)).toList());
      } else {
        differing.add(new SettingColumn(path, path, values.stream().map(Walk::text).toList()));
      }
    }

    private static Optional<String> text(Optional<JsonValue> value) {
      return value.map(SettingText::of);
    }

    /** Whether all are objects of one name, which are compared member by member. */
    private static boolean alike(Set<Optional<JsonValue>> values) {
      Set<Optional<JsonValue>> names = new LinkedHashSet<>();
      for (Optional<JsonValue> value : values) {
        if (value.isEmpty() || !(value.get() instanceof JsonObject object)) {
          return false;
        }
        names.add(object.find(NAME));
      }
      return names.size() == 1;
    }
  }
}
