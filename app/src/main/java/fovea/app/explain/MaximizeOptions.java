package fovea.app.explain;

import fovea.app.option.NumberReaders;
import fovea.app.option.WeightedPenalty;
import fovea.explain.maximize.Maximization;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of methods that look at single units of a layer. */
final class MaximizeOptions {
  static final String UNIT = "--unit";
  static final String SIZE = "--size";
  static final String MACO = "--maco";
  static final String REGULARIZE = "--regularize";

  @Option(
      names = UNIT,
      paramLabel = "N[,N…]",
      split = ",",
      description =
          "maximize and top9: units of the layer, also called channels or filters, from 0 (top9:"
              + " all by default).")
  private List<Integer> units = List.of();

  @Option(
      names = SIZE,
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "maximize: longest side of the picture that is found, in pixels.")
  private Optional<Integer> size = Optional.empty();

  @Option(
      names = MACO,
      description =
          "maximize: learn only the phases of a spectrum (MaCo), which suits deep layers and classes"
              + " of large networks; the spectrum of --data, if given, else that of photos.")
  private boolean maco;

  @Option(
      names = REGULARIZE,
      paramLabel = "NAME[=WEIGHT]",
      split = ",",
      converter = WeightedPenalty.Reader.class,
      description =
          "maximize: what the picture should have little of: total-variation, l1, l2 or blur, with a"
              + " weight (default: 1).")
  private List<WeightedPenalty> penalties = List.of();

  /** The units that the user has named. */
  List<Integer> units() {
    return units;
  }

  /** Whether only phases are learned. */
  boolean maco() {
    return maco;
  }

  /** The settings of a maximization. */
  Maximization settings(Optional<Integer> steps, long seed) {
    Maximization settings = (maco ? Maximization.maco() : Maximization.of()).seed(seed);
    settings = steps.map(settings::steps).orElse(settings);
    settings = size.map(settings::size).orElse(settings);
    for (WeightedPenalty penalty : penalties) {
      settings = settings.penalty(penalty.penalty(), penalty.weight());
    }
    return settings;
  }
}
