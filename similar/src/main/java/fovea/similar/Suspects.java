package fovea.similar;

import fovea.explain.network.WorkSteps;
import fovea.graph.type.FoveaException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is suspicious in an index, the most suspicious first: pictures that are nearly the same, and
 * pictures whose neighbors have another class.
 *
 * <p>Whether a picture is one of them is for people to say: these are lists to look through from
 * the top.
 *
 * @param pairs each picture with the one that is most similar to it, each pair once, those that
 *     stand out of their neighbors the most first
 * @param labels pictures most of whose neighbors' weight has another class; none without classes
 */
public record Suspects(List<LikePair> pairs, List<Suspect> labels) {

  /** Neighbors that speak for a class. */
  private static final int NEIGHBORS = 10;

  /** A neighbor speaks the louder the more similar it is: the similarity to this power. */
  private static final double POWER = 4;

  /** Of pictures with less support than this, others speak against the label. */
  private static final double LEAST = 0.5;

  /** Copies the lists. */
  public Suspects {
    pairs = List.copyOf(pairs);
    labels = List.copyOf(labels);
  }

  /**
   * Looks at every picture of an index; takes a search for each. {@link
   * fovea.explain.network.WorkProgress} hears of them, as of {@link #leaks}.
   *
   * @throws FoveaException if there are not two pictures
   */
  public static Suspects of(PictureIndex index) {
    index.requireSeveral();
    var steps = new WorkSteps(index.size());
    List<LikePair> pairs = new ArrayList<>();
    List<Suspect> suspects = new ArrayList<>();
    int[] nearest = new int[index.size()];
    for (int number = 0; number < index.size(); number++) {
      List<Neighbor> neighbors = index.neighbors(number, NEIGHBORS);
      Neighbor first = neighbors.getFirst();
      nearest[number] = first.number();
      // A pair that was found from its other end is there already.
      if (first.number() > number || nearest[first.number()] != number) {
        pairs.add(LikePair.of(number, neighbors));
      }
      int of = number;
      index.label(number).ifPresent(label -> judge(index, of, label, neighbors, suspects));
      steps.add(1);
    }
    pairs.sort(Comparator.comparingDouble(LikePair::ratio));
    suspects.sort(Comparator.comparingDouble(Suspect::support));
    return new Suspects(pairs, suspects);
  }

  /**
   * Each picture of {@code index} with the most similar one of {@code other}, those that stand out
   * of their neighbors the most first: pictures to be judged by that were learned from.
   *
   * @throws FoveaException if the indexes have other models or layers
   */
  public static List<LikePair> leaks(PictureIndex index, PictureIndex other) {
    index.card().requireLike(other.card());
    var steps = new WorkSteps(index.size());
    List<LikePair> pairs = new ArrayList<>();
    for (int number = 0; number < index.size(); number++) {
      pairs.add(LikePair.of(number, other.nearest(index.vector(number), NEIGHBORS)));
      steps.add(1);
    }
    pairs.sort(Comparator.comparingDouble(LikePair::ratio));
    return pairs;
  }

  private static void judge(
      PictureIndex index, int number, String label, List<Neighbor> neighbors, List<Suspect> to) {
    Map<String, Double> votes = new HashMap<>();
    double all = 0;
    for (Neighbor neighbor : neighbors) {
      double weight = Math.pow(Math.max(neighbor.similarity(), 0), POWER);
      all += weight;
      index.label(neighbor.number()).ifPresent(other -> votes.merge(other, weight, Double::sum));
    }
    double support = all == 0 ? 1 : votes.getOrDefault(label, 0.0) / all;
    votes.remove(label);
    if (support < LEAST && !votes.isEmpty()) {
      String suggested =
          votes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
      to.add(new Suspect(number, label, suggested, support, neighbors));
    }
  }
}
