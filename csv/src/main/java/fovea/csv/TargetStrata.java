package fovea.csv;

import fovea.data.targets.PhotoTargets;
import fovea.data.targets.PhotoTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Kinds of photos by their numbers, so that parts of them are alike: the rarest label that each
 * has, or the range of its first number.
 *
 * @param names of the kinds
 * @param bounds upper ends of all ranges but the last; none for labels
 * @param order labels by how rare they are; none for ranges
 */
record TargetStrata(List<String> names, List<Float> bounds, List<Integer> order) {

  /** With fewer examples than this a range, chance would decide. */
  private static final int LEAST = 10;

  private static final int MOST = 5;

  TargetStrata {
    names = List.copyOf(names);
    bounds = List.copyOf(bounds);
    order = List.copyOf(order);
  }

  /** Those of some targets. */
  static TargetStrata of(PhotoTargets targets, List<List<Float>> numbers) {
    return targets.task() == PhotoTask.MULTI_LABEL
        ? ofLabels(targets.names(), numbers)
        : ofRanges(targets.names().getFirst(), numbers);
  }

  private static TargetStrata ofLabels(List<String> labels, List<List<Float>> numbers) {
    long[] counts = new long[labels.size()];
    numbers.forEach(
        target ->
            IntStream.range(0, counts.length).forEach(i -> counts[i] += target.get(i) > 0 ? 1 : 0));
    List<Integer> order =
        IntStream.range(0, counts.length)
            .boxed()
            .sorted((a, b) -> Long.compare(counts[a], counts[b]))
            .toList();
    List<String> names = new ArrayList<>(labels);
    names.add("none of the labels");
    return new TargetStrata(names, List.of(), order);
  }

  /** Ranges that have as many examples each, as far as equal numbers allow. */
  private static TargetStrata ofRanges(String name, List<List<Float>> numbers) {
    List<Float> sorted = numbers.stream().map(List::getFirst).sorted().toList();
    int ranges = Math.clamp(sorted.size() / LEAST, 1, MOST);
    List<Float> bounds =
        IntStream.range(1, ranges)
            .mapToObj(i -> sorted.get((int) ((long) i * sorted.size() / ranges) - 1))
            .distinct()
            .filter(bound -> bound < sorted.getLast())
            .toList();
    List<String> names = new ArrayList<>();
    for (int i = 0; i <= bounds.size(); i++) {
      String low = i == 0 ? "" : " above " + number(bounds.get(i - 1));
      String high = i == bounds.size() ? "" : " up to " + number(bounds.get(i));
      names.add(name + low + high);
    }
    return new TargetStrata(names, bounds, List.of());
  }

  private static String number(float value) {
    return String.format(Locale.ROOT, "%.6g", value).replaceAll("\\.?0+$", "");
  }

  /** Which kind a photo of these numbers is. */
  int of(List<Float> target) {
    if (order.isEmpty()) {
      return (int) bounds.stream().filter(bound -> target.getFirst() > bound).count();
    }
    return order.stream().filter(label -> target.get(label) > 0).findFirst().orElse(order.size());
  }
}
