package fovea.train.predict;

import fovea.data.Preprocessing;
import fovea.data.pixels.PictureShape;
import fovea.graph.Compiled;
import fovea.graph.Plan;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.model.ModelCard;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.nn.Tensors;
import fovea.train.internal.FiniteOutput;
import fovea.train.profile.Profile;
import fovea.train.profile.Profiler;
import fovea.train.task.Task;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A classifier in use: one plan for each size of batch. The device and, unless {@link #precision}
 * names one, the precision are the current ones.
 */
public final class Predictor {
  private final Compiled compiled;
  private final Optional<PictureShape> input;
  private final Optional<RequestBatcher> batcher;

  private Predictor(
      Compiled compiled, Optional<PictureShape> input, Optional<RequestBatcher> batcher) {
    this.compiled = compiled;
    this.input = input;
    this.batcher = batcher;
  }

  /** A predictor with a model whose outputs are logits {@code [n, classes]}. */
  public static Predictor of(Layer model) {
    return new Predictor(
        Compiled.of(in -> List.of(Mode.inference(() -> in.getFirst().apply(model)).softmax(1))),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * A predictor that takes pictures as {@code preprocessing}, such as that of a {@link ModelCard},
   * makes them: those of another size, which many networks would take without a word and classify
   * less well, are refused unless {@link #anySize} allows them.
   */
  public static Predictor of(Layer model, Preprocessing preprocessing) {
    return new Predictor(of(model).compiled, Optional.of(preprocessing.input()), Optional.empty());
  }

  /**
   * A predictor of what {@code task} shows of the outputs, {@code [n, classes]} or {@code [n,
   * labels]}: softmax for classes, sigmoid for labels.
   */
  public static Predictor of(Layer model, Preprocessing preprocessing, Task task) {
    return new Predictor(
        Compiled.of(
            in -> {
              Tensor outputs = Mode.inference(() -> in.getFirst().apply(model));
              return List.of(task.predictions(Tensors.of(Tensors.OUTPUT, outputs)).only());
            }),
        Optional.of(preprocessing.input()),
        Optional.empty());
  }

  /** The same predictor, for pictures of any size that the network itself can take. */
  public Predictor anySize() {
    return new Predictor(compiled, Optional.empty(), batcher);
  }

  /** The same predictor, computing in {@code precision}; what it takes and gives stays f32. */
  public Predictor precision(Precision precision) {
    Compiled other = compiled.in(precision);
    return new Predictor(other, input, batcher.map(same -> same.of(x -> run(other, x))));
  }

  /**
   * The same predictor for many threads that ask for a few pictures each: what they ask for at
   * about the same time is computed as one batch. That pays where a batch costs less than its
   * pictures one by one. The first thread waits for others; those beyond 64 batches wait until
   * there is room. Nothing is to be closed, and a request that fails does not hurt others.
   *
   * @param pictures of a full batch; as many as there are threads, as a rule
   * @param wait how long the first request waits for others, such as 2 ms
   * @throws FoveaException if the batch has no picture, or the time is below 0
   */
  public Predictor batching(int pictures, Duration wait) {
    return new Predictor(
        compiled, input, Optional.of(new RequestBatcher(x -> run(compiled, x), pictures, wait)));
  }

  private static HostBuffer run(Compiled compiled, HostBuffer images) {
    return compiled.call(List.of(images)).getFirst();
  }

  /**
   * A class or a label, and how likely it is.
   *
   * @param index of the class
   * @param probability between 0 and 1
   */
  public record ClassProbability(int index, double probability) {}

  /**
   * Probabilities {@code [n, classes]} for pictures {@code [n, c, h, w]}; of classes, those of a
   * picture add up to 1.
   *
   * @throws FoveaException if there are no pictures, they are not as the model takes them, or the
   *     network gives no finite numbers for one
   */
  public HostBuffer probabilities(HostBuffer images) {
    check(images.type().shape());
    HostBuffer probabilities =
        batcher.isPresent() ? batcher.get().call(images) : run(compiled, images);
    FiniteOutput.require(probabilities, "probabilities", 0);
    return probabilities;
  }

  /**
   * The {@code k} likeliest classes of each picture, or all if there are fewer.
   *
   * @throws FoveaException if the network gives no finite numbers for a picture
   */
  public List<List<ClassProbability>> top(int k, HostBuffer images) {
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
  public Plan plan(TensorType images) {
    check(images.shape());
    return compiled.plan(List.of(images));
  }

  private void check(Shape images) {
    if (images.rank() == 0 || images.elements() == 0) {
      throw FoveaException.here("a batch of no pictures, " + images, "pass one picture or more");
    }
    input.ifPresent(shape -> check(images, shape));
  }

  private static void check(Shape images, PictureShape input) {
    Shape one = Shape.of(input.channels(), input.height(), input.width());
    Shape batch = Shape.of(images.dim(0), input.channels(), input.height(), input.width());
    if (!images.equals(batch)) {
      String sizes =
          String.format(Locale.ROOT, "%d, %d, %d", input.channels(), input.height(), input.width());
      throw FoveaException.here(
          "the model takes pictures [n, " + sizes + "], found " + images,
          images.equals(one)
              ? "add the batch axis: reshape(1, " + sizes + ")"
              : "prepare them as those that it was trained on, or allow other sizes by anySize()");
    }
  }

  private static List<ClassProbability> top(int k, HostBuffer probabilities, int row, int classes) {
    double[] all =
        IntStream.range(0, classes)
            .mapToDouble(i -> probabilities.at((long) row * classes + i))
            .toArray();
    double[] sorted = all.clone();
    Arrays.sort(sorted);
    double least = k < classes ? sorted[classes - k] : 0;
    return IntStream.range(0, classes)
        .filter(i -> all[i] >= least)
        .mapToObj(i -> new ClassProbability(i, all[i]))
        .sorted(Comparator.comparingDouble(ClassProbability::probability).reversed())
        .limit(k)
        .toList();
  }
}
