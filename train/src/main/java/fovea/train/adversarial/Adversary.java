package fovea.train.adversarial;

import fovea.data.batch.Batch;
import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Mode;
import fovea.nn.Network;
import fovea.nn.Tensors;
import fovea.train.internal.BatchNames;
import fovea.train.metric.Pass;
import fovea.train.task.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes adversarial examples for one network, as it is used: with running statistics, without
 * dropout. Keep it: it keeps its plans, one for all attacks. The device and the precision are the
 * current ones.
 */
public final class Adversary {
  private static final TensorType KEY = new TensorType(Shape.scalar(), DType.I64);

  private final Network network;
  private final Task task;
  private final PixelBounds bounds;
  private final boolean targeted;
  private final Compiled start;
  private BatchNames names = BatchNames.plain();
  private Compiled step;

  private Adversary(Network network, Task task, PixelBounds bounds, boolean targeted) {
    this.network = network;
    this.task = task;
    this.bounds = bounds;
    this.targeted = targeted;
    this.start = Compiled.of(in -> start(bounds, in));
    this.step = compiled(names);
  }

  /**
   * An adversary that makes the loss of {@code task} larger: that {@code network} does not say any
   * longer what the targets of a batch are.
   *
   * @param network with one input, {@code [n, c, h, w]}
   */
  public static Adversary of(Network network, Task task, PixelBounds bounds) {
    return new Adversary(network, task, bounds, false);
  }

  /** One that makes the loss smaller: that the network says what the targets of a batch are. */
  public Adversary targeted() {
    return new Adversary(network, task, bounds, true);
  }

  /**
   * The pictures of a batch, changed.
   *
   * @param random decides a random start, from 0 to below 2^52
   * @return {@code [n, c, h, w]}
   * @throws fovea.graph.type.FoveaException if the batch has several inputs, or they do not fit the
   *     network or the range of pixels
   */
  public HostBuffer attack(Attack attack, Batch batch, long random) {
    HostBuffer pictures = batch.input();
    if (!names.fit(batch)) {
      names = BatchNames.of(batch);
      step = compiled(names);
    }
    HostBuffer epsilon = scalar(pictures, attack.epsilon());
    HostBuffer size = scalar(pictures, attack.stepSize());
    HostBuffer changed =
        attack.randomStart()
            ? start.call(List.of(pictures, epsilon, HostBuffer.of(KEY, (double) random))).getFirst()
            : pictures;
    for (int i = 0; i < attack.steps(); i++) {
      List<HostBuffer> arguments = new ArrayList<>(List.of(changed));
      arguments.addAll(batch.targets().values());
      arguments.addAll(List.of(pictures, epsilon, size));
      changed = step.call(arguments).getFirst();
    }
    return changed;
  }

  private static HostBuffer scalar(HostBuffer pictures, double value) {
    return HostBuffer.of(pictures.type().with(Shape.scalar()), value);
  }

  private static List<Tensor> start(PixelBounds bounds, List<Tensor> in) {
    return List.of(PixelBall.of(in.get(0), bounds, in.get(1)).randomPlace(in.get(2)));
  }

  private Compiled compiled(BatchNames names) {
    return Compiled.of(in -> Mode.inference(() -> step(names, in)));
  }

  private List<Tensor> step(BatchNames names, List<Tensor> in) {
    Tensors inputs = names.inputs(in);
    Tensor changed = inputs.only();
    List<Tensor> told = in.subList(names.size(), in.size());
    Pass pass = new Pass(inputs, network.apply(inputs), names.targets(in));
    task.check(pass);
    Tensor loss = task.loss(pass);
    Tensor gradient = (targeted ? loss.neg() : loss).gradients(List.of(changed)).getFirst();
    var ball = PixelBall.of(told.get(0), bounds, told.get(1));
    return List.of(ball.step(changed, gradient, told.get(2)));
  }
}
