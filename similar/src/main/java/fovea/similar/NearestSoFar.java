package fovea.similar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The most similar of the pictures seen so far; of equally similar ones those that come first. */
final class NearestSoFar {
  private static final Comparator<Neighbor> BEST_FIRST =
      Comparator.comparingDouble(Neighbor::similarity)
          .reversed()
          .thenComparingInt(Neighbor::number);

  private final int count;
  private final PriorityQueue<Neighbor> worstFirst = new PriorityQueue<>(BEST_FIRST.reversed());
  private double least = Double.NEGATIVE_INFINITY;

  NearestSoFar(int count) {
    this.count = count;
  }

  /** Takes a picture with a higher number than all before. */
  void offer(int number, float similarity) {
    // Written so that NaN, which a damaged file may give and which sorts as the largest, is left
    // out.
    if (!(similarity > least)) {
      return;
    }
    worstFirst.add(new Neighbor(number, similarity));
    if (worstFirst.size() > count) {
      worstFirst.remove();
    }
    if (worstFirst.size() == count) {
      least = worstFirst.element().similarity();
    }
  }

  List<Neighbor> bestFirst() {
    List<Neighbor> all = new ArrayList<>(worstFirst);
    all.sort(BEST_FIRST);
    return all;
  }
}
