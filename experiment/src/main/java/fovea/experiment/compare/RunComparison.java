package fovea.experiment.compare;

import fovea.experiment.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Runs beside each other.
 *
 * @param outcomes what each has brought, in the order of the list
 * @param settings what they were trained with
 */
public record RunComparison(List<RunOutcome> outcomes, SettingColumns settings) {

  /** Copies the list. */
  public RunComparison {
    outcomes = List.copyOf(outcomes);
  }

  /**
   * Compares runs, listed in an order.
   *
   * @throws fovea.format.FormatException if the record of one cannot be read
   */
  public static RunComparison of(List<Run> runs, RunOrder order) {
    List<RunOutcome> outcomes =
        runs.stream().map(RunOutcome::of).sorted(order.comparator()).toList();
    return new RunComparison(
        outcomes, SettingColumns.of(outcomes.stream().map(RunOutcome::settings).toList()));
  }

  /**
   * What makes results of these runs hard to compare, a sentence each: other data, another split,
   * or another augmentation.
   *
   * @throws fovea.format.FormatException if a split cannot be read
   */
  public List<String> warnings() {
    return ComparisonWarnings.of(this);
  }

  /**
   * The runs, those together that differ in nothing but the seed, in the order of the list. Of
   * several with the same seed the first one counts: the others say nothing more of chance.
   */
  public List<SeedGroup> bySeed() {
    List<SettingColumn> seeds = differing(SettingColumns::isSeed);
    List<SettingColumn> others = differing(path -> !SettingColumns.isSeed(path));
    Map<List<String>, Map<List<String>, Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      List<String> key = texts(others, i);
      // What is not known, or not at its end, is no repetition of the others.
      boolean isKnown = !outcomes.get(i).run().settings().json().members().isEmpty();
      key.add(isKnown ? "" : "unknown " + i);
      key.add(Integer.toString(outcomes.get(i).run().epochs().size()));
      groups.computeIfAbsent(key, _ -> new LinkedHashMap<>()).putIfAbsent(texts(seeds, i), i);
    }
    return groups.values().stream()
        .map(group -> new SeedGroup(this, List.copyOf(group.values())))
        .toList();
  }

  private List<SettingColumn> differing(Predicate<String> path) {
    return settings.differing().stream().filter(column -> path.test(column.path())).toList();
  }

  private static List<String> texts(List<SettingColumn> columns, int run) {
    List<String> texts = new ArrayList<>();
    columns.forEach(column -> texts.add(column.text(run)));
    return texts;
  }

  /** Whether there is a run that differs from another in nothing but the seed. */
  public boolean repeats() {
    return bySeed().stream().anyMatch(group -> group.rows().size() > 1);
  }

  /** How runs are called: by the name of the folder, or its path where two have the same. */
  public List<String> names() {
    List<String> names = outcomes.stream().map(each -> each.run().name()).toList();
    return names.stream().distinct().count() == names.size()
        ? names
        : outcomes.stream().map(each -> each.run().folder().path().toString()).toList();
  }
}
