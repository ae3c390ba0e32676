package fovea.experiment.compare;

import fovea.experiment.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        outcomes,
        SettingColumns.of(outcomes.stream().map(each -> each.run().settings().json()).toList()));
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

  /** The runs, those together that differ in nothing but the seed; the best group first. */
  public List<SeedGroup> bySeed() {
    List<SettingColumn> deciding =
        settings.differing().stream()
            .filter(column -> !SettingColumns.isSeed(column.path()))
            .toList();
    Map<List<String>, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      List<String> key = new ArrayList<>();
      for (SettingColumn column : deciding) {
        key.add(column.text(i));
      }
      // What is not known, or not at its end, is no repetition of the others.
      boolean isKnown = !outcomes.get(i).run().settings().json().members().isEmpty();
      key.add(isKnown ? "" : "unknown " + i);
      key.add(Integer.toString(outcomes.get(i).run().epochs().size()));
      groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(i);
    }
    return groups.values().stream().map(rows -> new SeedGroup(this, rows)).toList();
  }

  /** Whether there is a run that differs from another in nothing but the seed. */
  public boolean repeats() {
    return bySeed().size() < outcomes.size();
  }

  /** How runs are called: by the name of the folder, or its path where two have the same. */
  public List<String> names() {
    List<String> names = outcomes.stream().map(each -> each.run().name()).toList();
    return names.stream().distinct().count() == names.size()
        ? names
        : outcomes.stream().map(each -> each.run().folder().path().toString()).toList();
  }
}
