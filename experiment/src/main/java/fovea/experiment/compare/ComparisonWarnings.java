package fovea.experiment.compare;

import fovea.data.photo.SplitRecord;
import fovea.data.split.DataPart;
import fovea.data.split.SplitRule;
import fovea.format.Json;
import fovea.train.run.RunData;
import fovea.train.run.RunRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
      for (DataPart part : DataPart.values()) {
        fingerprints(runs, warnings, part);
      }
    }
    return warnings;
  }

  /** Of runs whose data have one name and one size: they may be other pictures all the same. */
  private static void fingerprints(RunComparison runs, List<String> warnings, DataPart part) {
    Map<String, Set<String>> seen = new LinkedHashMap<>();
    for (RunOutcome outcome : runs.outcomes()) {
      outcome
          .record()
          .flatMap(RunRecord::data)
          .flatMap(data -> data.part(part).map(each -> new Known(data.name(), each)))
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
                    .formatted(part, data));
          }
        });
  }

  private record Known(String name, RunData.Part part) {}

  /** Warns of splits; says whether they differ. */
  private static boolean splits(RunComparison runs, List<String> warnings) {
    Map<String, String> letters = new HashMap<>();
    List<String> splits = runs.outcomes().stream().map(outcome -> split(outcome, letters)).toList();
    boolean differ = splits.stream().distinct().count() > 1;
    if (differ) {
      warnings.add(
          "the split differs ("
              + values(runs, splits::get)
              + "): the runs were judged by other pictures");
    }
    return differ;
  }

  /** How the data of a run were split, by a letter where they are photos by name. */
  private static String split(RunOutcome outcome, Map<String, String> letters) {
    Optional<SplitRecord> photos = SplitRecord.find(outcome.run().folder().path());
    if (photos.isPresent()) {
      return letters.computeIfAbsent(
          Json.write(photos.get().toJson()), _ -> "split " + (char) ('A' + letters.size() % 26));
    }
    SplitRule rule = outcome.split();
    return rule.shares().isNone() ? "none kept" : rule.toString();
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
