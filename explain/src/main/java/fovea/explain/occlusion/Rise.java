package fovea.explain.occlusion;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Attributor;
import fovea.explain.attribution.Baseline;
import fovea.explain.attribution.PictureBatch;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.WorkSteps;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.nn.init.KeyedRandom;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much likelier the class is where a place is shown, over many drawn masks (Petsiuk et al.
 * 2018): the sum of all masks, each times the probability of the class under it less the mean of
 * these, over the number of masks and the share that a mask shows. 0 says that a place does not
 * matter; the paper's map is this one plus a constant, but for what the mean of few masks is
 * uneven.
 *
 * @param masks how many
 * @param grid cells along a side of a mask
 * @param shown how likely a cell is shown
 * @param hidden what stands where the picture is hidden
 * @param seed decides which masks; all pictures get the same
 */
public record Rise(int masks, int grid, double shown, Baseline hidden, long seed)
    implements Attribution {

  /**
   * Checks the numbers.
   *
   * @throws FoveaException if they are out of range
   */
  public Rise {
    if (masks < 1 || grid < 1 || !(shown > 0 && shown < 1)) {
      throw FoveaException.here(
          masks
              + " masks of "
              + grid
              + " cells a side are asked for, of which "
              + shown
              + " is shown",
          "ask for one or more of each and a share between 0 and 1, such as 1,000, 7 and 0.5");
    }
  }

  /** Of 1,000 masks of 7 by 7 cells, half of which show; hidden by the mean color; seed 0. */
  public Rise() {
    this(1_000, 7, 0.5, Baseline.mean(), 0);
  }

  /** The same with another number of masks: more of them leave less noise. */
  public Rise masks(int masks) {
    return new Rise(masks, grid, shown, hidden, seed);
  }

  /** The same with another number of cells along a side. */
  public Rise grid(int grid) {
    return new Rise(masks, grid, shown, hidden, seed);
  }

  /** The same with masks that show more or less. */
  public Rise shown(double shown) {
    return new Rise(masks, grid, shown, hidden, seed);
  }

  /** The same with something else where the picture is hidden. */
  public Rise hidden(Baseline hidden) {
    return new Rise(masks, grid, shown, hidden, seed);
  }

  /** The same with masks that follow from {@code seed}. */
  public Rise seed(long seed) {
    return new Rise(masks, grid, shown, hidden, seed);
  }

  @Override
  public String name() {
    return "rise";
  }

  @Override
  public Reading reading() {
    return Reading.SIGNED;
  }

  @Override
  public Attributor on(ExplainedNetwork subject) {
    MaskedScores scores = MaskedScores.of(subject, ScoreKind.PROBABILITY, masks);
    Shape input = subject.input(1).shape();
    RandomMasks drawn =
        new RandomMasks(
            KeyedRandom.of(seed, "rise"),
            new RandomMasks.Grid(grid, shown),
            input.dim(2),
            input.dim(3));
    return (pictures, targets) -> {
      PictureBatch batch = PictureBatch.of(subject, pictures, targets);
      List<WeightedMasks> sums =
          IntStream.range(0, batch.count()).mapToObj(_ -> new WeightedMasks(input)).toList();
      List<MaskedScores.Hiding> hidings =
          IntStream.range(0, batch.count())
              .mapToObj(picture -> MaskedScores.Hiding.of(subject, batch, picture, hidden))
              .toList();
      WorkSteps steps = new WorkSteps((long) batch.count() * masks);
      for (int from = 0; from < masks; from += scores.atATime()) {
        List<float[]> some = drawn.from(from, Math.min(from + scores.atATime(), masks));
        for (int picture = 0; picture < batch.count(); picture++) {
          sums.get(picture).add(some, scores.of(hidings.get(picture), some, steps));
        }
      }
      return new Attributions(maps(pictures, sums));
    };
  }

  private HostBuffer maps(HostBuffer pictures, List<WeightedMasks> sums) {
    HostBuffer maps = HostBuffer.allocate(pictures.type().with(pictures.type().shape().with(1, 1)));
    for (int picture = 0; picture < sums.size(); picture++) {
      sums.get(picture).write(maps.rows(picture, picture + 1), 1 / shown);
    }
    return maps;
  }
}
