package fovea.data.split;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Deals groups of examples out to parts. */
final class Dealing {

  private final List<DataPart> wanted;
  private final List<ExampleGroup> groups;
  private final double[][] due;
  private final int[][] has;
  private final int[] places;

  /**
   * Prepares it.
   *
   * @param groups in the order in which they are dealt out
   */
  Dealing(SplitExamples examples, SplitShares shares, List<ExampleGroup> groups) {
    this.wanted = shares.wanted();
    this.groups = groups;
    this.places = new int[groups.size()];
    int classes = examples.labels().stream().mapToInt(label -> label + 1).max().orElse(0);
    var counts = new int[classes];
    examples.labels().forEach(label -> counts[label]++);
    this.has = new int[wanted.size()][classes];
    this.due = new double[wanted.size()][classes];
    for (int part = 0; part < wanted.size(); part++) {
      for (int label = 0; label < classes; label++) {
        due[part][label] = shares.share(wanted.get(part)) * counts[label];
      }
    }
  }

  /** The part of a group. */
  DataPart part(int group) {
    return wanted.get(places[group]);
  }

  /** Labels of the classes that a part has nothing of, although there are examples. */
  List<Integer> absent(DataPart part) {
    int place = wanted.indexOf(part);
    return IntStream.range(0, due[place].length)
        .filter(label -> has[place][label] == 0 && due[place][label] > 0)
        .boxed()
        .toList();
  }

  /** Number of examples of a part. */
  int size(DataPart part) {
    return IntStream.of(has[wanted.indexOf(part)]).sum();
  }

  /** Deals all out, and lets no part go without a class that another has to spare. */
  void deal() {
    for (int i = 0; i < groups.size(); i++) {
      ExampleGroup group = groups.get(i);
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int part = 0; part < wanted.size(); part++) {
        double cost = cost(group, part);
        if (cost < least) {
          least = cost;
          best = part;
        }
      }
      places[i] = best;
      add(group, best, 1);
    }
    Map<Integer, List<Integer>> holders = holders();
    for (int label = 0; label < due[0].length; label++) {
      for (int part = 0; part < wanted.size(); part++) {
        if (has[part][label] == 0 && due[part][label] > 0) {
          fetch(label, part, holders.getOrDefault(label, List.of()));
        }
      }
    }
  }

  /**
   * How much the group would add to the sum of (count - due)² / due over the classes of a part
   * (Pearson's χ²). For single examples this is the method of Sainte-Laguë.
   */
  private double cost(ExampleGroup group, int part) {
    double cost = 0;
    for (var entry : group.counts().entrySet()) {
      int label = entry.getKey();
      double count = entry.getValue();
      double missing = due[part][label] - has[part][label];
      cost += (count - 2 * missing) * count / due[part][label];
    }
    return cost;
  }

  private void add(ExampleGroup group, int part, int sign) {
    group.counts().forEach((label, count) -> has[part][label] += sign * count);
  }

  private Map<Integer, List<Integer>> holders() {
    Map<Integer, List<Integer>> holders = new HashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      for (int label : groups.get(i).counts().keySet()) {
        holders.computeIfAbsent(label, _ -> new ArrayList<>()).add(i);
      }
    }
    return holders;
  }

  /**
   * Brings the smallest group with a class into a part that has none of it, from the part that has
   * most. A part gives the last of a class to training only: without, nothing could be learned.
   */
  private void fetch(int label, int part, List<Integer> holders) {
    Optional<Integer> found =
        holders.stream()
            .filter(i -> places[i] != part && canGive(groups.get(i), places[i], part))
            .min(
                Comparator.<Integer>comparingInt(i -> groups.get(i).size())
                    .thenComparing(
                        Comparator.<Integer>comparingInt(i -> has[places[i]][label]).reversed()));
    found.ifPresent(
        i -> {
          add(groups.get(i), places[i], -1);
          places[i] = part;
          add(groups.get(i), part, 1);
        });
  }

  private boolean canGive(ExampleGroup group, int from, int to) {
    boolean spare =
        group.counts().entrySet().stream()
            .allMatch(entry -> has[from][entry.getKey()] > entry.getValue());
    boolean keepsSome = IntStream.of(has[from]).sum() > group.size();
    return spare || (wanted.get(to) == DataPart.TRAIN && keepsSome);
  }
}
