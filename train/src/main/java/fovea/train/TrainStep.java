package fovea.train;

import fovea.graph.Compiled;
import fovea.graph.DType;
import fovea.graph.Engine;
import fovea.graph.Executable;
import fovea.graph.HostBuffer;
import fovea.graph.Precision;
import fovea.graph.Scope;
import fovea.graph.Shape;
import fovea.graph.Tensor;
import fovea.graph.TensorType;
import fovea.graph.Threads;
import fovea.nn.KeyedRandom;
import fovea.nn.Layer;
import fovea.train.profile.Profile;
import fovea.train.profile.Profiler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One step of training as one plan: forward pass, loss, gradients and the change of all parameters
 * that are not frozen. A plan is made for each size of batch and for each set of such parameters;
 * rate, momentum, step and random numbers are inputs. The device and, unless {@link #precision}
 * names one, the precision are the current ones.
 */
public final class TrainStep {
  private static final TensorType NUMBER = new TensorType(Shape.scalar(), DType.F64);
  private static final TensorType KEY = new TensorType(Shape.scalar(), DType.I64);

  /** Images, labels, rate, step and random number; a scheduled momentum comes after them. */
  private static final int PLAIN_INPUTS = 5;

  /** Index of the result that is the global norm, if it is measured. */
  private static final int NORM = 2;

  private final Parts parts;
  private final long seed;
  private final Precision precision;
  private final OptimizerState state = new OptimizerState();
  private final KeyedRandom random;
  private Compiled compiled;
  private final HostBuffer rate = HostBuffer.allocate(NUMBER);
  private final HostBuffer number = HostBuffer.allocate(NUMBER);
  private final HostBuffer momentum = HostBuffer.allocate(NUMBER);
  private final HostBuffer key = HostBuffer.allocate(KEY);
  private long steps;
  private long correct;
  private OptionalDouble gradientNorm = OptionalDouble.empty();

  private TrainStep(Parts parts, long seed, Precision precision) {
    this.parts = parts;
    this.seed = seed;
    this.precision = precision;
    this.random = KeyedRandom.of(seed, "step");
    this.compiled = Compiled.of(this::graph).in(precision);
  }

  private record Parts(Layer model, GroupedOptimizer optimizer, Criterion criterion, Clip clip) {}

  /** A step whose random choices, such as those of dropout, follow from seed 0. */
  public static TrainStep of(Layer model, Optimizer optimizer, Criterion criterion) {
    return of(model, new GroupedOptimizer(optimizer, List.of()), criterion);
  }

  static TrainStep of(Layer model, GroupedOptimizer optimizer, Criterion criterion) {
    Parts parts = new Parts(model, optimizer, criterion, Clip.none());
    return new TrainStep(parts, 0, Precision.current());
  }

  /**
   * A fresh step that trains some parameters otherwise than the rest.
   *
   * @throws FoveaException if a group has no parameters
   */
  public TrainStep groups(ParameterGroup... groups) {
    var grouped = new GroupedOptimizer(parts.optimizer().optimizer(), List.of(groups));
    grouped.check(parts.model());
    Parts changed = new Parts(parts.model(), grouped, parts.criterion(), parts.clip());
    return new TrainStep(changed, seed, precision);
  }

  /** A fresh step that limits the gradients. */
  public TrainStep clip(Clip clip) {
    Parts changed = new Parts(parts.model(), parts.optimizer(), parts.criterion(), clip);
    return new TrainStep(changed, seed, precision);
  }

  /** A fresh step with another seed. */
  public TrainStep seed(long seed) {
    return new TrainStep(parts, seed, precision);
  }

  /** A fresh step that computes in {@code precision}; the model's own values stay f32. */
  public TrainStep precision(Precision precision) {
    return new TrainStep(parts, seed, precision);
  }

  /** Trains on one batch at the given rate and returns its mean loss before the change. */
  public double run(Examples batch, double rate) {
    return run(batch, new Pace.Rate(rate));
  }

  /** Trains on one batch at the given pace and returns its mean loss before the change. */
  public double run(Examples batch, Pace pace) {
    List<HostBuffer> arguments = arguments(batch, pace);
    Executable plan = plan(arguments);
    plan.run(arguments);
    steps++;
    correct = (long) plan.scalar(1);
    gradientNorm =
        parts.clip() instanceof Clip.Norm
            ? OptionalDouble.of(plan.scalar(NORM))
            : OptionalDouble.empty();
    return plan.scalar(0);
  }

  /**
   * Finds out where the time of a step goes, by training on the same batch again and again; with a
   * rate of 0 the parameters stay as they are, running statistics do not.
   */
  public Profile profile(Examples batch, double rate, Profiler profiler) {
    List<HostBuffer> arguments = arguments(batch, new Pace.Rate(rate));
    Profile profile = profiler.profile(plan(arguments), arguments);
    steps++;
    return profile;
  }

  private Executable plan(List<HostBuffer> arguments) {
    return compiled.plan(HostBuffer.types(arguments));
  }

  /** What the plan is told in the step after those that {@link #steps} counts. */
  private List<HostBuffer> arguments(Examples batch, Pace pace) {
    rate.set(0, pace.rate());
    number.set(0, (double) (steps + 1));
    key.set(0, random(steps + 1));
    return switch (pace) {
      case Pace.Rate _ -> List.of(batch.images(), batch.labels(), rate, number, key);
      case Pace.WithMomentum(double _, double share) -> {
        momentum.set(0, share);
        yield List.of(batch.images(), batch.labels(), rate, number, key, momentum);
      }
    };
  }

  /** How many pictures of the last batch were recognized before the change. */
  public long correct() {
    return correct;
  }

  /**
   * Global norm of the gradients of the last batch before they were clipped; empty before the first
   * step and unless {@link Clip#norm} is set.
   */
  public OptionalDouble gradientNorm() {
    return gradientNorm;
  }

  /** Number of steps done; the rules of some optimizers depend on it. */
  public long steps() {
    return steps;
  }

  /** Goes on after another number of steps, as when a training is resumed. */
  public void steps(long done) {
    steps = done;
  }

  /** Goes on with as many threads as a training had, whose results depend on that. */
  void threads(Threads threads) {
    compiled = compiled.with(threads);
  }

  /** What the optimizer remembers, to be saved and loaded. */
  public OptimizerState state() {
    return state;
  }

  /** The random number of a step: 52 bits, as dropout wants it, so that a double holds them. */
  double random(long step) {
    return (double) (random.bits(step) >>> 12);
  }

  /** The plan that {@link #run(Examples, Pace)} has for its arguments. */
  Executable plan(Examples batch, Pace pace) {
    return plan(arguments(batch, pace));
  }

  /** The plan for batches of the given type, to be looked at. */
  public Executable plan(TensorType images) {
    return compiled.plan(arguments(images));
  }

  /** The graph of a step on batches of the given type, to be looked at. */
  public Engine.Graph graph(TensorType images) {
    return compiled.graph(arguments(images));
  }

  private static List<TensorType> arguments(TensorType images) {
    TensorType labels = new TensorType(Shape.of(images.shape().dim(0)), DType.I32);
    return List.of(images, labels, NUMBER, NUMBER, KEY);
  }

  private List<Tensor> graph(List<Tensor> in) {
    var inputs = new TrainingPass.Inputs(in.get(0), in.get(1), in.get(4));
    TrainingPass pass = TrainingPass.of(parts.model(), parts.criterion(), inputs);
    var momentum = in.size() > PLAIN_INPUTS ? Optional.of(in.getLast()) : Optional.<Tensor>empty();
    Clip.Clipped clipped = parts.clip().apply(pass.gradients());
    change(pass, clipped, new Optimizer.Step.Told(in.get(2), in.get(3), momentum));
    Tensor hits = Scope.within("accuracy", () -> recognized(pass.output(), in.get(1)));
    List<Tensor> results = new ArrayList<>(List.of(pass.loss(), hits));
    clipped.norm().ifPresent(results::add);
    return results;
  }

  /** Records the change of all parameters. */
  private void change(TrainingPass pass, Clip.Clipped clipped, Optimizer.Step.Told told) {
    GroupedOptimizer optimizer = parts.optimizer();
    Map<StepKey, Optimizer.Step> steps = new HashMap<>();
    for (int i = 0; i < pass.trained().size(); i++) {
      TrainingPass.Trained trained = pass.trained().get(i);
      TensorType type = trained.variable().type();
      double decay = optimizer.decay(trained.name(), type);
      var p = new Optimizer.Trainable(trained, clipped.gradients().get(i), decay, state);
      var key = new StepKey(optimizer.group(trained.name()).rate(), type.dtype());
      p.update(
          optimizer.optimizer(),
          steps.computeIfAbsent(key, k -> new Optimizer.Step(told.faster(k.rate()), k.dtype())));
    }
  }

  /** What parameters share that are told the same. */
  private record StepKey(double rate, DType dtype) {}

  /** How many rows have their largest element at the label; 0 where outputs are no classes. */
  private static Tensor recognized(Tensor output, Tensor labels) {
    if (output.shape().rank() != 2) {
      return Tensor.scalar(0);
    }
    return output.argmax(1).equal(labels).cast(DType.F32).sum();
  }
}
