package fovea.explain.maximize;

import fovea.explain.network.ClassTarget;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What an input is to drive: a unit, a channel or a score of the network, or several of one part
 * with weights, which is a direction.
 *
 * @param part of the network
 * @param weights how much each of its channels or scores counts; below zero: less of it is wanted
 */
public record Objective(Part part, SortedMap<Integer, Double> weights) {

  /** Copies the map. */
  public Objective {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
  }

  private Objective(Part part, int index, double weight) {
    this(part, new TreeMap<>(Map.of(index, weight)));
  }

  /** A part of a network that has a number for each channel or class. */
  public sealed interface Part {
    /** How titles call it. */
    String title();
  }

  /** The middle of the maps of a layer. */
  public record Center(String layer) implements Part {
    @Override
    public String title() {
      return layer + ", unit";
    }
  }

  /** A place of the maps of a layer, from 0. */
  public record Place(String layer, int row, int column) implements Part {
    @Override
    public String title() {
      return String.format(Locale.ROOT, "%s at row %d, column %d, unit", layer, row, column);
    }
  }

  /** The mean over all places of the maps of a layer. */
  public record Mean(String layer) implements Part {
    @Override
    public String title() {
      return layer + ", channel";
    }
  }

  /** What the network gives, before a softmax or a sigmoid that ends it. */
  public record Scores() implements Part {
    @Override
    public String title() {
      return "score";
    }
  }

  /** The unit of a channel, from 0, in the middle of the maps of a layer. */
  public static Objective unit(String layer, int channel) {
    return new Objective(new Center(layer), channel, 1);
  }

  /** A channel, from 0: its mean over all places. */
  public static Objective channel(String layer, int channel) {
    return new Objective(new Mean(layer), channel, 1);
  }

  /** A score of the network, from 0. */
  public static Objective score(int index) {
    return new Objective(new Scores(), index, 1);
  }

  /** The score of a class. */
  public static Objective score(ClassTarget target) {
    return new Objective(new Scores(), target.score(), target.sign());
  }

  /** The same channels in another part. */
  public Objective part(Part part) {
    return new Objective(part, weights);
  }

  /** With {@code weight} times another channel or score of the same part added. */
  public Objective plus(int index, double weight) {
    SortedMap<Integer, Double> more = new TreeMap<>(weights);
    more.merge(index, weight, Double::sum);
    return new Objective(part, more);
  }

  /** The opposite: as little of it as can be. */
  public Objective negative() {
    SortedMap<Integer, Double> opposite = new TreeMap<>();
    weights.forEach((index, weight) -> opposite.put(index, -weight));
    return new Objective(part, opposite);
  }

  /** As titles say it: {@code features.3, unit 12}. */
  public String title() {
    return part.title()
        + " "
        + weights.entrySet().stream()
            .map(entry -> term(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(" + "));
  }

  private static String term(int index, double weight) {
    return weight == 1 ? "" + index : String.format(Locale.ROOT, "%s × %d", weight, index);
  }
}
