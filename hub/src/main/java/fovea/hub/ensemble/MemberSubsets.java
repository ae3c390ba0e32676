package fovea.hub.ensemble;

import fovea.data.augment.CounterRandom;
import fovea.data.sampling.Permutation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which of an ensemble's members are looked at together: all choices where the members are few,
 * else some at random, always the same.
 */
final class MemberSubsets {
  /** Of 8 members there are 255 choices. */
  private static final int FEW = 8;

  /** Of more, choices at random, fewer where each takes longer. */
  private static final int RANDOM = 256;

  private MemberSubsets() {}

  /** Choices of {@code size} members out of so many, each in ascending order. */
  static List<int[]> of(int size, int members) {
    if (size == members) {
      return List.of(IntStream.range(0, members).toArray());
    }
    if (size == 1 || size == members - 1) {
      return IntStream.range(0, members)
          .mapToObj(i -> size == 1 ? new int[] {i} : without(i, members))
          .toList();
    }
    return members <= FEW ? all(size, members) : some(size, members);
  }

  /** All members but one. */
  static int[] without(int member, int members) {
    return IntStream.range(0, members).filter(i -> i != member).toArray();
  }

  private static List<int[]> all(int size, int members) {
    return IntStream.range(0, 1 << members)
        .filter(bits -> Integer.bitCount(bits) == size)
        .mapToObj(bits -> IntStream.range(0, members).filter(i -> (bits >> i & 1) != 0).toArray())
        .toList();
  }

  private static List<int[]> some(int size, int members) {
    List<int[]> some = new ArrayList<>();
    for (int order = 0; order < Math.max(4, RANDOM / members); order++) {
      int[] drawn =
          Arrays.copyOf(Permutation.of(members, new CounterRandom(0, order, members)), size);
      Arrays.sort(drawn);
      some.add(drawn);
    }
    return some;
  }
}
