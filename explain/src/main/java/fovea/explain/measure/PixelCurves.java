package fovea.explain.measure;

import fovea.explain.attribution.Baseline;
import fovea.explain.attribution.Heatmap;
import fovea.explain.network.ClassTarget;
import fovea.explain.network.ExplainedNetwork;
import fovea.graph.Compiled;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletion and insertion (Petsiuk et al. 2018): pixels change in the order of a map, those that it
 * shows the strongest first. A good map takes the class away by the first pixels that are deleted,
 * and brings it by the first ones that are inserted. Keep it: it keeps its plan.
 */
public final class PixelCurves {
  private static final int STEPS = 32;

  /** Pictures that the network takes at a time. */
  private static final int BATCH = 8;

  private final ExplainedNetwork subject;
  private final int steps;
  private final Compiled probabilities;

  /** For a network, in 32 steps. */
  public PixelCurves(ExplainedNetwork subject) {
    this(
        subject,
        STEPS,
        subject.compile(
            in -> List.of(subject.probabilities(in.getFirst().apply(subject.network())))));
  }

  private PixelCurves(ExplainedNetwork subject, int steps, Compiled probabilities) {
    this.subject = subject;
    this.steps = steps;
    this.probabilities = probabilities;
  }

  /**
   * The same in another number of steps.
   *
   * @throws FoveaException if there is none
   */
  public PixelCurves steps(int steps) {
    if (steps < 1) {
      throw FoveaException.here(steps + " steps are asked for", "ask for 1 or more");
    }
    return new PixelCurves(subject, steps, probabilities);
  }

  /**
   * How the probability of a class falls while pixels get the mean color of the picture; the
   * smaller the area, the better the map.
   *
   * @param picture the network's input, {@code [1, c, h, w]}
   * @param map of any size
   */
  public ProbabilityCurve deletion(HostBuffer picture, Heatmap map, ClassTarget target) {
    return curve(picture, Baseline.mean().of(subject, picture), map, target);
  }

  /**
   * How the probability of a class grows while pixels of the picture come into a blurred one; the
   * larger the area, the better the map. The blur has a deviation of a 20th of the picture's longer
   * side.
   *
   * @param picture the network's input, {@code [1, c, h, w]}
   * @param map of any size
   */
  public ProbabilityCurve insertion(HostBuffer picture, Heatmap map, ClassTarget target) {
    return curve(BlurredPicture.of(picture), picture, map, target);
  }

  private ProbabilityCurve curve(HostBuffer from, HostBuffer to, Heatmap map, ClassTarget target) {
    if (!from.type().equals(subject.input(1))) {
      throw FoveaException.here(
          "expected a picture " + subject.input(1) + ", found " + from.type(),
          "give one, prepared as the network takes it");
    }
    int[] order = PixelOrder.of(map, from.type().shape());
    HostBuffer current = HostBuffer.of(from.type(), from.doubles());
    HostBuffer batch = HostBuffer.allocate(subject.input(BATCH));
    List<Double> found = new ArrayList<>();
    int changed = 0;
    for (int step = 0; step <= steps; step += BATCH) {
      for (int row = 0; row < BATCH; row++) {
        int until = (int) ((long) order.length * Math.min(step + row, steps) / steps);
        change(current, to, order, changed, until);
        changed = until;
        batch.rows(row, row + 1).data().copyFrom(current.data());
      }
      HostBuffer answers = probabilities.call(List.of(batch)).getFirst();
      for (int row = 0; row < BATCH && step + row <= steps; row++) {
        double probability = answers.at((long) row * subject.scores() + target.score());
        found.add(target.sign() > 0 ? probability : 1 - probability);
      }
    }
    return new ProbabilityCurve(found);
  }

  private static void change(HostBuffer current, HostBuffer to, int[] order, int from, int until) {
    long places = order.length;
    int channels = current.type().shape().dim(1);
    for (int i = from; i < until; i++) {
      for (int channel = 0; channel < channels; channel++) {
        long at = channel * places + order[i];
        current.set(at, to.at(at));
      }
    }
  }
}
