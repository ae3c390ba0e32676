package fovea.explain.attribution;

import fovea.explain.attribution.Attributions.Measure;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.Logits;
import fovea.explain.network.WorkSteps;
import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.nn.ForwardPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What each number of the picture adds to the score, on the way from a baseline to the picture
 * (Sundararajan et al. 2017): the gradient along the straight line between both, times their
 * difference. All numbers of a map together are the score, a logit, less that of the baseline; how
 * far they are from it is measured as {@link #GAP}, a share of that difference. It is left out
 * where both scores are the same.
 *
 * @param steps points of the line
 * @param rule that chooses them
 * @param baseline where the line begins
 */
public record IntegratedGradients(int steps, Quadrature rule, Baseline baseline)
    implements Attribution {

  /** Name of the measure. */
  public static final String GAP = "completeness gap";

  /** What two scores may differ by from rounding, as a share. */
  private static final double SAME = 1e-6;

  /**
   * Checks the number of steps.
   *
   * @throws FoveaException if there are none
   */
  public IntegratedGradients {
    if (steps < 1) {
      throw FoveaException.here(
          steps + " steps of integrated gradients are asked for", "ask for some, such as 50");
    }
  }

  /** Of 50 steps from a black picture, by Gauss and Legendre. */
  public IntegratedGradients() {
    this(50, Quadrature.GAUSS_LEGENDRE, Baseline.black());
  }

  /** The same with another number of steps: more of them leave a smaller gap. */
  public IntegratedGradients steps(int steps) {
    return new IntegratedGradients(steps, rule, baseline);
  }

  /** The same by another rule. */
  public IntegratedGradients rule(Quadrature rule) {
    return new IntegratedGradients(steps, rule, baseline);
  }

  /** The same from another baseline. */
  public IntegratedGradients baseline(Baseline baseline) {
    return new IntegratedGradients(steps, rule, baseline);
  }

  @Override
  public String name() {
    return "integrated-gradients";
  }

  @Override
  public Reading reading() {
    return Reading.SIGNED;
  }

  @Override
  public Attributor on(ExplainedNetwork subject) {
    Quadrature.Points line = rule.points(steps);
    Chunks chunks = Chunks.of(subject, steps);
    var gradients =
        new SummedGradients(subject, in -> in.get(0).sub(in.get(1)).mul(in.get(2)).add(in.get(1)));
    Compiled scores = subject.compile(in -> List.of(scores(subject, in)));
    return (pictures, targets) -> {
      PictureBatch batch = PictureBatch.of(subject, pictures, targets);
      HostBuffer maps = HostBuffer.allocate(pictures.type());
      List<List<Measure>> measures = new ArrayList<>();
      WorkSteps work = new WorkSteps((long) batch.count() * chunks.count());
      for (int picture = 0; picture < batch.count(); picture++) {
        HostBuffer shown = batch.picture(picture);
        HostBuffer start = baseline.of(subject, shown);
        MapSum sum = new MapSum(shown);
        for (int chunk = 0; chunk < chunks.number(); chunk++) {
          HostBuffer places = places(subject, chunks.part(line.places(), chunk));
          double[] weights = chunks.part(line.weights(), chunk);
          sum.add(gradients.of(batch.target(picture), weights, List.of(shown, start, places)));
          work.add(chunks.used(chunk));
        }
        double total = sum.write(maps.rows(picture, picture + 1), shown, start);
        List<HostBuffer> ends = List.of(shown, start, batch.target(picture));
        HostBuffer found = scores.call(ends).getFirst();
        measures.add(gap(total, found.at(0), found.at(1)).stream().toList());
      }
      return new Attributions(maps, measures);
    };
  }

  /** Those that are asked about, of two pictures: {@code [2]}. */
  private static Tensor scores(ExplainedNetwork subject, List<Tensor> in) {
    Tensor both = Tensor.concat(0, List.of(in.get(0), in.get(1)));
    return Logits.of(ForwardPass.of(subject.network(), both)).mul(in.get(2)).sum(1);
  }

  private static HostBuffer places(ExplainedNetwork subject, double[] places) {
    return HostBuffer.of(subject.input(1).with(Shape.of(places.length, 1, 1, 1)), places);
  }

  private static Optional<Measure> gap(double total, double end, double start) {
    double difference = end - start;
    double largest = Math.max(Math.abs(end), Math.abs(start));
    return Math.abs(difference) <= SAME * largest
        ? Optional.empty()
        : Optional.of(new Measure(GAP, Math.abs(total - difference) / Math.abs(difference)));
  }
}
