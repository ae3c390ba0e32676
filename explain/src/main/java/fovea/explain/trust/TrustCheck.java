package fovea.explain.trust;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Attributor;
import fovea.explain.attribution.Heatmap;
import fovea.explain.attribution.IntegratedGradients;
import fovea.explain.cam.ScoreCam;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.occlusion.Occlusion;
import fovea.explain.occlusion.Rise;
import fovea.graph.type.HostBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Checks maps of one network: what they do once its parameters are random, and whether they agree
 * with occlusion. Keep it for all maps of a picture: it keeps the map of occlusion.
 */
public final class TrustCheck {
  private static final int GRID = 7;
  private static final long SEED = 42;

  private final ExplainedNetwork subject;
  private Optional<Attributor> occlusion = Optional.empty();
  private Optional<Seen> last = Optional.empty();

  /** The last map of occlusion, and what it was asked about. */
  private record Seen(HostBuffer picture, HostBuffer targets, Heatmap map) {

    boolean isOf(HostBuffer otherPicture, HostBuffer otherTargets) {
      return picture.data().mismatch(otherPicture.data()) == -1
          && targets.data().mismatch(otherTargets.data()) == -1;
    }
  }

  /** For maps of {@code subject}. */
  public TrustCheck(ExplainedNetwork subject) {
    this.subject = subject;
  }

  /**
   * Checks the map of one picture. The parameters of the network are others meanwhile and as before
   * at the end, so nothing else may use it.
   *
   * @param attributor of {@code method}, which has found {@code found}
   * @param picture the network's input, {@code [1, c, h, w]}
   * @param targets how much each score counts, {@code [1, scores]}
   */
  public MapTrust of(
      Attribution method,
      Attributor attributor,
      HostBuffer picture,
      HostBuffer targets,
      Attributions found) {
    Heatmap map = found.map(0, method.reading());
    OptionalDouble gap =
        found.measures().getFirst().stream()
            .filter(measure -> measure.name().equals(IntegratedGradients.GAP))
            .mapToDouble(Attributions.Measure::value)
            .findFirst();
    if (map.isConstant()) {
      return new MapTrust(true, gap, OptionalDouble.empty(), OptionalDouble.empty());
    }
    OptionalDouble randomized =
        isExpensive(method)
            ? OptionalDouble.empty()
            : OptionalDouble.of(
                ShuffledParameters.during(
                    subject.network(),
                    SEED,
                    () ->
                        Math.abs(
                            RankCorrelation.of(
                                sizes(map),
                                sizes(attributor.of(picture, targets).map(0, method.reading()))))));
    OptionalDouble agreement =
        method instanceof Occlusion
            ? OptionalDouble.empty()
            : OptionalDouble.of(agreement(map, method.reading(), occlusion(picture, targets)));
    return new MapTrust(false, gap, randomized, agreement);
  }

  /** Methods of many forward passes, which would all run a second time. */
  private static boolean isExpensive(Attribution method) {
    return method instanceof Occlusion || method instanceof Rise || method instanceof ScoreCam;
  }

  private static double[] sizes(Heatmap map) {
    float[] values = map.values();
    double[] sizes = new double[values.length];
    Arrays.setAll(sizes, i -> Math.abs(values[i]));
    return sizes;
  }

  private Heatmap occlusion(HostBuffer picture, HostBuffer targets) {
    if (last.isPresent() && last.get().isOf(picture, targets)) {
      return last.get().map();
    }
    Attributor made = occlusion.orElseGet(() -> new Occlusion().on(subject));
    occlusion = Optional.of(made);
    Heatmap map = made.of(picture, targets).map(0, Attribution.Reading.SIGNED);
    last = Optional.of(new Seen(picture.copy(), targets.copy(), map));
    return map;
  }

  private static double agreement(Heatmap map, Attribution.Reading reading, Heatmap occlusion) {
    return switch (reading) {
      case SIGNED -> RankCorrelation.of(pooled(map), pooled(occlusion));
      case POSITIVE -> RankCorrelation.of(pooled(map), pooled(occlusion.positive()));
      case MAGNITUDE, COLORS -> RankCorrelation.of(pooled(map), pooled(sized(occlusion)));
    };
  }

  private static Heatmap sized(Heatmap map) {
    float[] values = map.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.abs(values[i]);
    }
    return new Heatmap(map.height(), map.width(), values);
  }

  /** The mean in each cell of the grid; a map that is coarser is stretched over it. */
  private static double[] pooled(Heatmap map) {
    Heatmap fine =
        map.height() < GRID || map.width() < GRID
            ? map.resized(Math.max(GRID, map.height()), Math.max(GRID, map.width()))
            : map;
    double[] sums = new double[GRID * GRID];
    int[] counts = new int[GRID * GRID];
    for (int row = 0; row < fine.height(); row++) {
      for (int column = 0; column < fine.width(); column++) {
        int cell = row * GRID / fine.height() * GRID + column * GRID / fine.width();
        sums[cell] += fine.at(row, column);
        counts[cell]++;
      }
    }
    Arrays.setAll(sums, cell -> sums[cell] / counts[cell]);
    return sums;
  }
}
