package fovea.train;

import fovea.graph.Compiled;
import fovea.graph.DType;
import fovea.graph.Executable;
import fovea.graph.FoveaException;
import fovea.graph.HostBuffer;
import fovea.graph.Shape;
import fovea.graph.Tensor;
import fovea.graph.TensorType;
import fovea.graph.Variable;
import fovea.nn.KeyedRandom;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.nn.Param;
import fovea.nn.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One step of training as one plan: forward pass, loss, gradients and the change of all parameters
 * that are not frozen. A plan is made for each size of batch and for each set of such parameters;
 * rate, momentum, step and random numbers are inputs. The device is the current one.
 */
public final class TrainStep {
  private static final TensorType NUMBER = new TensorType(Shape.scalar(), DType.F64);
  private static final TensorType KEY = new TensorType(Shape.scalar(), DType.I64);

  private final Layer model;
  private final Optimizer optimizer;
  private final Criterion criterion;
  private final OptimizerState state = new OptimizerState();
  private final KeyedRandom random;
  private final Compiled plain = Compiled.of(this::graph);
  private final Compiled scheduled = Compiled.of(this::graph);
  private final HostBuffer rate = HostBuffer.allocate(NUMBER);
  private final HostBuffer number = HostBuffer.allocate(NUMBER);
  private final HostBuffer momentum = HostBuffer.allocate(NUMBER);
  private final HostBuffer key = HostBuffer.allocate(KEY);
  private long steps;
  private long correct;

  private TrainStep(Layer model, Optimizer optimizer, Criterion criterion, long seed) {
    this.model = model;
    this.optimizer = optimizer;
    this.criterion = criterion;
    this.random = KeyedRandom.of(seed, "step");
  }

  /** A step whose random choices, such as those of dropout, follow from seed 0. */
  public static TrainStep of(Layer model, Optimizer optimizer, Criterion criterion) {
    return new TrainStep(model, optimizer, criterion, 0);
  }

  /** A fresh step with another seed. */
  public TrainStep seed(long seed) {
    return new TrainStep(model, optimizer, criterion, seed);
  }

  /** Trains on one batch at the given rate and returns its mean loss before the change. */
  public double run(Examples batch, double rate) {
    return run(batch, new Schedule.Pace(rate, OptionalDouble.empty()));
  }

  /** Trains on one batch at the given pace and returns its mean loss before the change. */
  public double run(Examples batch, Schedule.Pace pace) {
    steps++;
    rate.set(0, pace.rate());
    number.set(0, steps);
    // Dropout takes numbers below 2^52.
    key.set(0, random.bits(steps) >>> 12);
    List<HostBuffer> arguments =
        new ArrayList<>(List.of(batch.images(), batch.labels(), rate, number, key));
    if (pace.momentum().isPresent()) {
      momentum.set(0, pace.momentum().getAsDouble());
      arguments.add(momentum);
    }
    Executable plan = plan(arguments.stream().map(HostBuffer::type).toList());
    plan.run(arguments);
    correct = (long) plan.scalar(1);
    return plan.scalar(0);
  }

  /** How many pictures of the last batch were recognized before the change. */
  public long correct() {
    return correct;
  }

  /** Number of steps done; the rules of some optimizers depend on it. */
  public long steps() {
    return steps;
  }

  /** Goes on after another number of steps, as when a training is resumed. */
  public void steps(long done) {
    steps = done;
  }

  /** What the optimizer remembers, to be saved and loaded. */
  public OptimizerState state() {
    return state;
  }

  /** The plan for batches of the given type, to be looked at. */
  public Executable plan(TensorType images) {
    TensorType labels = new TensorType(Shape.of(images.shape().dim(0)), DType.I32);
    return plan(List.of(images, labels, NUMBER, NUMBER, KEY));
  }

  private Executable plan(List<TensorType> arguments) {
    return (arguments.size() > 5 ? scheduled : plain).plan(arguments);
  }

  private List<Tensor> graph(List<Tensor> in) {
    List<Variable> trained = trained();
    List<Tensor> leaves = trained.stream().map(Variable::tensor).toList();
    Tensor output = Mode.training(in.get(4), () -> in.get(0).apply(model));
    Tensor loss = criterion.loss(output, in.get(1));
    List<Tensor> gradients = loss.gradients(leaves);
    Optimizer.Clock clock = new Optimizer.Clock(in.get(2), in.get(3));
    for (int i = 0; i < leaves.size(); i++) {
      var target = new Optimizer.Target(trained.get(i), gradients.get(i), state);
      if (in.size() > 5) {
        optimizer.update(target, clock, in.get(5));
      } else {
        optimizer.update(target, clock);
      }
    }
    return List.of(loss, recognized(output, in.get(1)));
  }

  private List<Variable> trained() {
    List<Variable> trained =
        Parameters.of(model).values().stream()
            .filter(Param::trainable)
            .map(Param::variable)
            .toList();
    if (trained.isEmpty()) {
      throw FoveaException.at(
          "training",
          "expected parameters to train, found none that is not frozen",
          "thaw some with Parameters.thaw");
    }
    return trained;
  }

  /** How many rows have their largest element at the label; 0 where outputs are no classes. */
  private static Tensor recognized(Tensor output, Tensor labels) {
    if (output.shape().rank() != 2) {
      return Tensor.scalar(0);
    }
    return output.argmax(1).equal(labels).cast(DType.F32).sum();
  }
}
