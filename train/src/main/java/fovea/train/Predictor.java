package fovea.train;

import fovea.graph.Compiled;
import fovea.graph.Executable;
import fovea.graph.HostBuffer;
import fovea.graph.Precision;
import fovea.graph.TensorType;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.train.profile.Profile;
import fovea.train.profile.Profiler;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A classifier in use: one plan for each size of batch. The device and, unless {@link #precision}
 * names one, the precision are the current ones.
 */
public final class Predictor {
  private final Compiled compiled;

  private Predictor(Compiled compiled) {
    this.compiled = compiled;
  }

  /** A predictor with a model whose outputs are logits {@code [n, classes]}. */
  public static Predictor of(Layer model) {
    return new Predictor(
        Compiled.of(in -> List.of(Mode.inference(() -> in.getFirst().apply(model)).softmax(1))));
  }

  /** The same predictor, computing in {@code precision}; what it takes and gives stays f32. */
  public Predictor precision(Precision precision) {
    return new Predictor(compiled.in(precision));
  }

  /**
   * A class and how likely it is.
   *
   * @param index of the class
   * @param probability between 0 and 1
   */
  public record Guess(int index, double probability) {}

  /**
   * Probabilities {@code [n, classes]} for pictures {@code [n, c, h, w]}.
   *
   * @throws fovea.graph.FoveaException if the network gives no finite numbers for a picture
   */
  public HostBuffer probabilities(HostBuffer images) {
    HostBuffer probabilities = compiled.call(List.of(images)).getFirst();
    FiniteOutput.require(probabilities, "probabilities", 0);
    return probabilities;
  }

  /**
   * The {@code k} likeliest classes of each picture, or all if there are fewer.
   *
   * @throws fovea.graph.FoveaException if the network gives no finite numbers for a picture
   */
  public List<List<Guess>> top(int k, HostBuffer images) {
    HostBuffer probabilities = probabilities(images);
    int classes = probabilities.type().shape().dim(1);
    return IntStream.range(0, probabilities.type().shape().dim(0))
        .mapToObj(row -> top(k, probabilities, row, classes))
        .toList();
  }

  /** Finds out where the time goes for pictures {@code [n, c, h, w]}. */
  public Profile profile(HostBuffer images, Profiler profiler) {
    return profiler.profile(plan(images.type()), List.of(images));
  }

  /** The plan for batches of the given type, to be looked at. */
  public Executable plan(TensorType images) {
    return compiled.plan(List.of(images));
  }

  private static List<Guess> top(int k, HostBuffer probabilities, int row, int classes) {
    return IntStream.range(0, classes)
        .mapToObj(i -> new Guess(i, probabilities.at((long) row * classes + i)))
        .sorted(Comparator.comparingDouble(Guess::probability).reversed())
        .limit(k)
        .toList();
  }
}
