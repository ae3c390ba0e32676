package fovea.experiment.compare;

import fovea.data.photo.SplitRecord;
import fovea.format.Json;
import fovea.train.run.RunData;
import fovea.train.run.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Sentences on what makes results of runs hard to compare. */
final class ComparisonWarnings {
  private static final int NAMED = 3;
  private static final int LONGEST = 60;

  private ComparisonWarnings() {}

  static List<String> of(RunComparison runs) {
    List<String> warnings = new ArrayList<>();
    List<SettingColumn> columns = runs.settings().differing();
    for (SettingColumn column : columns) {
      if (column.path().equals("data")) {
        warnings.add(
            "the data differ ("
                + values(runs, column::text)
                + "): which run is better says nothing about the settings");
      } else if (column.path().equals("examples")) {
        warnings.add(
            "the number of training examples differs ("
                + values(runs, column::text)
                + "): more data alone make a run better");
      } else if (column.isAugmentation()) {
        warnings.add(
            column.name()
                + " differs ("
                + values(runs, column::text)
                + "): a difference of results may come from it");
      }
    }
    tests(runs, warnings);
    if (!splits(runs, warnings)) {
      fingerprints(runs, warnings, "training", data -> Optional.of(data.train()));
      fingerprints(runs, warnings, "test", RunData::test);
    }
    return warnings;
  }

  /** Of runs whose data have one name and one size: they may be other pictures all the same. */
  private static void fingerprints(
      RunComparison runs,
      List<String> warnings,
      String name,
      Function<RunData, Optional<RunData.Part>> part) {
    Map<String, Set<String>> seen = new LinkedHashMap<>();
    for (RunOutcome outcome : runs.outcomes()) {
      outcome
          .record()
          .flatMap(RunRecord::data)
          .flatMap(data -> part.apply(data).map(each -> new Known(data.name(), each)))
          .ifPresent(
              known ->
                  seen.computeIfAbsent(
                          known.name() + " of " + known.part().examples() + " pictures",
                          _ -> new LinkedHashSet<>())
                      .add(known.part().fingerprint()));
    }
    seen.forEach(
        (data, prints) -> {
          if (prints.size() > 1) {
            warnings.add(
                "the %s pictures differ although all are %s: their pixels, labels or order have changed"
                    .formatted(name, data));
          }
        });
  }

  private record Known(String name, RunData.Part part) {}

  /** Warns of splits; says whether they differ. */
  private static boolean splits(RunComparison runs, List<String> warnings) {
    List<String> splits =
        runs.outcomes().stream()
            .map(each -> SplitRecord.find(each.run().folder().path()))
            .map(split -> split.map(record -> Json.write(record.toJson())).orElse(""))
            .toList();
    Map<String, Character> letters = new LinkedHashMap<>();
    for (String split : splits) {
      if (!split.isEmpty()) {
        letters.putIfAbsent(split, (char) ('A' + letters.size() % 26));
      }
    }
    boolean some = splits.stream().anyMatch(String::isEmpty);
    boolean differ = letters.size() > 1 || (some && !letters.isEmpty());
    if (differ) {
      warnings.add(
          "the split differs ("
              + values(
                  runs,
                  i ->
                      splits.get(i).isEmpty() ? "none kept" : "split " + letters.get(splits.get(i)))
              + "): the runs were judged by other photos");
    }
    return differ;
  }

  private static void tests(RunComparison runs, List<String> warnings) {
    List<String> counts =
        runs.outcomes().stream()
            .map(each -> each.last().map(epoch -> Long.toString(epoch.test().n())).orElse(""))
            .toList();
    if (counts.stream().filter(count -> !count.isEmpty()).distinct().count() > 1) {
      warnings.add(
          "the number of test examples differs ("
              + values(runs, i -> counts.get(i).isEmpty() ? SettingColumn.NOTHING : counts.get(i))
              + "): the runs were judged by other examples");
    }
  }

  /** Such as {@code none: a, b; horizontal_flip: c}. */
  private static String values(RunComparison runs, IntFunction<String> value) {
    Map<String, List<String>> named = new LinkedHashMap<>();
    List<String> names = runs.names();
    for (int i = 0; i < names.size(); i++) {
      named.computeIfAbsent(shortened(value.apply(i)), _ -> new ArrayList<>()).add(names.get(i));
    }
    return named.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + few(entry.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String few(List<String> names) {
    String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
    return names.size() > NAMED ? first + " and " + (names.size() - NAMED) + " more" : first;
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
