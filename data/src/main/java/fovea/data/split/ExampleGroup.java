package fovea.data.split;

import fovea.data.augment.CounterRandom;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Examples that go into one part together.
 *
 * @param name of the group, or of the example that stands alone
 * @param members their indices
 * @param counts how many of them each class has; classes without one are left out
 * @param draw random number that depends on name and seed alone
 */
record ExampleGroup(String name, List<Integer> members, Map<Integer, Integer> counts, long draw) {

  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  /** What is hard to place comes first; of equal size, chance decides, and then the name. */
  private static final Comparator<ExampleGroup> ORDER =
      Comparator.comparingInt(ExampleGroup::size)
          .reversed()
          .thenComparingLong(ExampleGroup::draw)
          .thenComparing(ExampleGroup::name);

  /** The groups of all examples, the largest first, in an order of names and seed alone. */
  static List<ExampleGroup> of(SplitExamples examples, long seed) {
    Map<String, List<Integer>> byGroup = new LinkedHashMap<>();
    List<ExampleGroup> groups = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      var group = examples.groups().get(i);
      if (group.isPresent()) {
        byGroup.computeIfAbsent(group.get(), _ -> new ArrayList<>()).add(i);
      } else {
        groups.add(of(examples, examples.names().get(i), List.of(i), seed));
      }
    }
    byGroup.forEach((name, members) -> groups.add(of(examples, name, members, seed)));
    groups.sort(ORDER);
    return groups;
  }

  private static ExampleGroup of(
      SplitExamples examples, String name, List<Integer> members, long seed) {
    Map<Integer, Integer> counts =
        members.stream()
            .collect(Collectors.toMap(examples.labels()::get, _ -> 1, Integer::sum, TreeMap::new));
    return new ExampleGroup(name, members, counts, random(name, seed));
  }

  int size() {
    return members.size();
  }

  /** The name is hashed (FNV-1a), so that neither order nor number of the others matters. */
  private static long random(String name, long seed) {
    long hash = FNV_OFFSET;
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xFF)) * FNV_PRIME;
    }
    return new CounterRandom(seed, hash, -3).nextLong();
  }
}
