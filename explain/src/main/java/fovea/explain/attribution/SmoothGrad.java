package fovea.explain.attribution;

import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.WorkSteps;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.nn.init.KeyedRandom;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;

/**
 * The mean {@linkplain Gradient gradient} of noisy copies of the picture (Smilkov et al. 2017),
 * which leaves out what changes from one to the next.
 *
 * @param samples number of copies
 * @param deviation of the noise, as a share of the range from the picture's least to its largest
 *     number
 * @param draws normal numbers by their index, of mean 0 and deviation 1: copy {@code i} of a
 *     picture of {@code v} values takes those from {@code i * v} on; all pictures take the same
 */
public record SmoothGrad(int samples, double deviation, LongToDoubleFunction draws)
    implements Attribution {

  /**
   * Checks the numbers.
   *
   * @throws FoveaException if there are no samples, or the deviation is not above 0
   */
  public SmoothGrad {
    if (samples < 1 || !(deviation > 0)) {
      throw FoveaException.here(
          samples + " samples with deviation " + deviation + " are asked for",
          "ask for one or more, with a deviation above 0, such as 50 with 0.15");
    }
  }

  /** Of 50 copies with deviation 0.15 and the seed 0. */
  public SmoothGrad() {
    this(50, 0.15, seeded(0));
  }

  private static LongToDoubleFunction seeded(long seed) {
    return KeyedRandom.of(seed, "smoothgrad")::normal;
  }

  /** The same with another number of copies. */
  public SmoothGrad samples(int samples) {
    return new SmoothGrad(samples, deviation, draws);
  }

  /** The same with more or less noise. */
  public SmoothGrad deviation(double deviation) {
    return new SmoothGrad(samples, deviation, draws);
  }

  /** The same with noise that follows from {@code seed}. */
  public SmoothGrad seed(long seed) {
    return draws(seeded(seed));
  }

  /** The same with given noise. */
  public SmoothGrad draws(LongToDoubleFunction draws) {
    return new SmoothGrad(samples, deviation, draws);
  }

  @Override
  public String name() {
    return "smoothgrad";
  }

  @Override
  public Reading reading() {
    return Reading.MAGNITUDE;
  }

  @Override
  public Attributor on(ExplainedNetwork subject) {
    Chunks chunks = Chunks.of(subject, samples);
    double[] ones = new double[samples];
    Arrays.fill(ones, 1);
    var gradients = new SummedGradients(subject, in -> in.get(0).add(in.get(1)));
    return (pictures, targets) -> {
      PictureBatch batch = PictureBatch.of(subject, pictures, targets);
      HostBuffer maps = HostBuffer.allocate(pictures.type());
      WorkSteps steps = new WorkSteps((long) batch.count() * samples);
      for (int picture = 0; picture < batch.count(); picture++) {
        HostBuffer shown = batch.picture(picture);
        MapSum sum = new MapSum(shown);
        double noise = deviation * range(shown);
        for (int chunk = 0; chunk < chunks.number(); chunk++) {
          List<HostBuffer> arguments = List.of(shown, noise(shown, chunks, chunk, noise));
          double[] weights = chunks.part(ones, chunk);
          sum.add(gradients.of(batch.target(picture), weights, arguments));
          steps.add(chunks.used(chunk));
        }
        sum.write(maps.rows(picture, picture + 1), 1.0 / samples);
      }
      return new Attributions(maps);
    };
  }

  private HostBuffer noise(HostBuffer picture, Chunks chunks, int chunk, double deviation) {
    Shape one = picture.type().shape();
    HostBuffer noise = HostBuffer.allocate(picture.type().with(one.with(0, chunks.size())));
    long first = chunks.from(chunk) * one.elements();
    LongStream.range(0, chunks.used(chunk) * one.elements())
        .parallel()
        .forEach(i -> noise.set(i, deviation * draws.applyAsDouble(first + i)));
    return noise;
  }

  private static double range(HostBuffer picture) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (long i = 0; i < picture.type().shape().elements(); i++) {
      min = Math.min(min, picture.at(i));
      max = Math.max(max, picture.at(i));
    }
    return max - min;
  }
}
