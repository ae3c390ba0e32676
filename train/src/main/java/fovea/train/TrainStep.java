package fovea.train;

import fovea.data.batch.Batch;
import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.Plan;
import fovea.graph.Tensor;
import fovea.graph.Threads;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Network;
import fovea.nn.init.KeyedRandom;
import fovea.train.counting.Counts;
import fovea.train.counting.Totals;
import fovea.train.internal.BatchNames;
import fovea.train.metric.Score;
import fovea.train.optim.Clip;
import fovea.train.optim.GroupedOptimizer;
import fovea.train.optim.Optimizer;
import fovea.train.optim.OptimizerState;
import fovea.train.optim.ParameterGroup;
import fovea.train.profile.Profile;
import fovea.train.profile.Profiler;
import fovea.train.schedule.StepHyperparameters;
import fovea.train.task.Criterion;
import fovea.train.task.Task;
import java.util.ArrayList;
import java.util.List;
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

  /** Where the random number stands: rate, step, it, and a momentum if the schedule has one. */
  private static final int KEY_NUMBER = 2;

  private final Parts parts;
  private final long seed;
  private final Precision precision;
  private final OptimizerState state = new OptimizerState();
  private final KeyedRandom random;
  private final Counts counts;
  private BatchNames names = BatchNames.plain();
  private Compiled compiled;
  private Optional<Threads> threads = Optional.empty();
  private final HostBuffer rate = HostBuffer.allocate(NUMBER);
  private final HostBuffer number = HostBuffer.allocate(NUMBER);
  private final HostBuffer momentum = HostBuffer.allocate(NUMBER);
  private final HostBuffer key = HostBuffer.allocate(KEY);
  private final List<HostBuffer> numbers = List.of(rate, number, key);
  private long steps;
  private OptionalDouble gradientNorm = OptionalDouble.empty();
  private int lastSize;
  private double lastLoss;

  private TrainStep(Parts parts, long seed, Precision precision) {
    this.parts = parts;
    this.seed = seed;
    this.precision = precision;
    this.random = KeyedRandom.of(seed, "step");
    this.counts = new Counts(parts.task().metrics());
    this.compiled = compiled(names);
  }

  private record Parts(Network model, GroupedOptimizer optimizer, Task task, Clip clip) {}

  /** A step whose random choices, such as those of dropout, follow from seed 0. */
  public static TrainStep of(Network model, Optimizer optimizer, Task task) {
    return of(model, new GroupedOptimizer(optimizer, List.of()), task);
  }

  /** A step of a network with one output, for a loss of that and of one target. */
  public static TrainStep of(Network model, Optimizer optimizer, Criterion criterion) {
    return of(model, optimizer, (Task) criterion);
  }

  static TrainStep of(Network model, GroupedOptimizer optimizer, Task task) {
    return new TrainStep(new Parts(model, optimizer, task, Clip.none()), 0, Precision.current());
  }

  /**
   * A fresh step that trains some parameters otherwise than the rest.
   *
   * @throws fovea.graph.type.FoveaException if a group has no parameters
   */
  public TrainStep groups(ParameterGroup... groups) {
    var grouped = new GroupedOptimizer(parts.optimizer().optimizer(), List.of(groups));
    grouped.check(parts.model());
    Parts changed = new Parts(parts.model(), grouped, parts.task(), parts.clip());
    return new TrainStep(changed, seed, precision);
  }

  /** A fresh step that limits the gradients. */
  public TrainStep clip(Clip clip) {
    Parts changed = new Parts(parts.model(), parts.optimizer(), parts.task(), clip);
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
  public double run(Batch batch, double rate) {
    return run(batch, new StepHyperparameters.Rate(rate));
  }

  /**
   * Trains on one batch with the given hyperparameters and returns its mean loss before the change.
   */
  public double run(Batch batch, StepHyperparameters hyperparameters) {
    List<HostBuffer> arguments = arguments(batch, hyperparameters);
    Plan plan = plan(arguments);
    plan.run(arguments);
    steps++;
    counts.read(plan, 1);
    lastSize = batch.size();
    lastLoss = plan.scalar(0);
    gradientNorm =
        parts.clip() instanceof Clip.Norm
            ? OptionalDouble.of(plan.scalar(1 + counts.values().length))
            : OptionalDouble.empty();
    return lastLoss;
  }

  /**
   * Finds out where the time of a step goes, by training on the same batch again and again; with a
   * rate of 0 the parameters stay as they are, running statistics do not.
   */
  public Profile profile(Batch batch, double rate, Profiler profiler) {
    List<HostBuffer> arguments = arguments(batch, new StepHyperparameters.Rate(rate));
    Profile profile = profiler.profile(plan(arguments), arguments);
    steps++;
    return profile;
  }

  private Plan plan(List<HostBuffer> arguments) {
    return compiled.plan(HostBuffer.types(arguments));
  }

  private Compiled compiled(BatchNames names) {
    Compiled made = Compiled.of(in -> graph(names, in)).in(precision);
    return threads.map(made::with).orElse(made);
  }

  /** What the plan is told in the step after those that {@link #steps} counts. */
  private List<HostBuffer> arguments(Batch batch, StepHyperparameters hyperparameters) {
    if (!names.fit(batch)) {
      names = BatchNames.of(batch);
      compiled = compiled(names);
    }
    rate.set(0, hyperparameters.rate());
    number.set(0, (double) (steps + 1));
    key.set(0, random(steps + 1));
    List<HostBuffer> arguments = BatchNames.arguments(batch);
    arguments.addAll(numbers);
    if (hyperparameters instanceof StepHyperparameters.WithMomentum(double _, double share)) {
      momentum.set(0, share);
      arguments.add(momentum);
    }
    return arguments;
  }

  /** Mean loss and metrics of the last batch, before the change. */
  public Score score() {
    Totals totals = new Totals(parts.task().metrics());
    if (lastSize > 0) {
      totals.add(lastSize, lastLoss, counts.values());
    }
    return totals.score();
  }

  /** What each metric of the task counted in the last batch, before the change. */
  double[][] counts() {
    return counts.values();
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

  /** Goes on after {@code steps} steps, as when a training is resumed. */
  public void resumeAfter(long steps) {
    this.steps = steps;
  }

  /** Goes on with as many threads as a training had, whose results depend on that. */
  void setThreads(Threads fixed) {
    threads = Optional.of(fixed);
    compiled = compiled.with(fixed);
  }

  /** What the optimizer remembers, to be saved and loaded. */
  public OptimizerState state() {
    return state;
  }

  /** The random number of a step: 52 bits, as dropout wants it, so that a double holds them. */
  double random(long step) {
    return (double) (random.bits(step) >>> 12);
  }

  /** The plan that {@link #run(Batch, StepHyperparameters)} has for its arguments. */
  Plan plan(Batch batch, StepHyperparameters hyperparameters) {
    return plan(arguments(batch, hyperparameters));
  }

  /** The plan for batches of an input of the given type and a class each, to be looked at. */
  public Plan plan(TensorType input) {
    return compiled.plan(arguments(input));
  }

  /** The graph of a step on an input of the given type and a class each, to be looked at. */
  public Engine.Graph graph(TensorType input) {
    return compiled.graph(arguments(input));
  }

  private static List<TensorType> arguments(TensorType input) {
    TensorType labels = new TensorType(Shape.of(input.shape().dim(0)), DType.I32);
    return List.of(input, labels, NUMBER, NUMBER, KEY);
  }

  private List<Tensor> graph(BatchNames names, List<Tensor> in) {
    List<Tensor> told = in.subList(names.size(), in.size());
    var inputs = new TrainingPass.Inputs(names.inputs(in), names.targets(in), told.get(KEY_NUMBER));
    TrainingPass pass = TrainingPass.of(parts.model(), parts.task(), inputs);
    List<Tensor> numbers = new ArrayList<>(told);
    numbers.remove(KEY_NUMBER);
    Clip.Clipped clipped = parts.clip().apply(pass.gradients());
    parts.optimizer().change(pass.trained(), clipped.gradients(), numbers, state);
    List<Tensor> results = new ArrayList<>(List.of(pass.loss()));
    results.addAll(counts.of(pass.forward()));
    clipped.norm().ifPresent(results::add);
    return results;
  }
}
