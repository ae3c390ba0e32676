package fovea.train;

import fovea.data.batch.Batch;
import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.Plan;
import fovea.graph.Tensor;
import fovea.graph.Threads;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Network;
import fovea.nn.Tensors;
import fovea.nn.init.KeyedRandom;
import fovea.train.adversarial.AdversarialTraining;
import fovea.train.adversarial.PixelBounds;
import fovea.train.counting.Counts;
import fovea.train.counting.Totals;
import fovea.train.distill.Distillation;
import fovea.train.internal.BatchNames;
import fovea.train.metric.Score;
import fovea.train.optim.AccumulatedGradients;
import fovea.train.optim.Clip;
import fovea.train.optim.GroupedOptimizer;
import fovea.train.optim.Optimizer;
import fovea.train.optim.OptimizerState;
import fovea.train.optim.ParameterGroup;
import fovea.train.pass.AdversarialPass;
import fovea.train.pass.DistillationPass;
import fovea.train.pass.PassMaker;
import fovea.train.pass.TrainingPass;
import fovea.train.profile.Profile;
import fovea.train.profile.Profiler;
import fovea.train.schedule.StepHyperparameters;
import fovea.train.task.Criterion;
import fovea.train.task.Task;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One step of training as one plan: forward pass, loss, gradients and the change of all parameters
 * that are not frozen. A plan is made for each size of batch and for each set of such parameters;
 * rate, momentum, step and random numbers are inputs. A step may take the mean gradient of several
 * batches: {@link #accumulate} adds those of all but the last, which {@link #run(Batch, double)}
 * takes. The device and, unless {@link #precision} names one, the precision are the current ones.
 */
public final class TrainStep {
  private static final TensorType NUMBER = new TensorType(Shape.scalar(), DType.F64);
  private static final TensorType KEY = new TensorType(Shape.scalar(), DType.I64);

  /** Where the random number stands: rate, step, it, and what only some steps are told. */
  private static final int KEY_NUMBER = 2;

  private final Parts parts;
  private final long seed;
  private final Precision precision;
  private final Device device = Device.current();
  private final OptimizerState state = new OptimizerState();
  private final KeyedRandom random;
  private final Counts counts;
  private BatchNames names = BatchNames.plain();
  private final Map<Pass, Compiled> compiled = new EnumMap<>(Pass.class);
  private Optional<Threads> threads = Optional.empty();
  private final HostBuffer rate = HostBuffer.allocate(NUMBER);
  private final HostBuffer number = HostBuffer.allocate(NUMBER);
  private final HostBuffer momentum = HostBuffer.allocate(NUMBER);
  private final HostBuffer key = HostBuffer.allocate(KEY);
  private final List<HostBuffer> numbers = List.of(rate, number, key);
  private final HostBuffer total = HostBuffer.allocate(NUMBER);
  private Position position = new Position(0, 0, 0);
  private OptionalDouble gradientNorm = OptionalDouble.empty();
  private int lastSize;
  private double lastLoss;

  private TrainStep(Parts parts, long seed, Precision precision) {
    this.parts = parts;
    this.seed = seed;
    this.precision = precision;
    this.random = KeyedRandom.of(seed, "step");
    this.counts = new Counts(parts.task().metrics());
  }

  /** What is done with the gradients of a batch. */
  private enum Pass {
    /** They change the parameters. */
    STEP,
    /** They are added to a sum. */
    ACCUMULATE,
    /** The mean of the sum and of them changes the parameters. */
    APPLY
  }

  /**
   * How far a step has come.
   *
   * @param steps number of changes of the parameters
   * @param batches number of batches
   * @param accumulated number of examples whose gradients wait for the next change
   */
  public record Position(long steps, long batches, long accumulated) {}

  private record Parts(
      Network model, GroupedOptimizer optimizer, Task task, Clip clip, PassMaker passes) {

    TrainStep passes(PassMaker others, long seed, Precision precision) {
      return new TrainStep(new Parts(model, optimizer, task, clip, others), seed, precision);
    }

    TrainingPass pass(TrainingPass.Inputs in) {
      return passes.of(model, task, in);
    }
  }

  /** A step whose random choices, such as those of dropout, follow from seed 0. */
  public static TrainStep of(Network model, Optimizer optimizer, Task task) {
    return of(model, new GroupedOptimizer(optimizer, List.of()), task);
  }

  /** A step of a network with one output, for a loss of that and of one target. */
  public static TrainStep of(Network model, Optimizer optimizer, Criterion criterion) {
    return of(model, optimizer, (Task) criterion);
  }

  static TrainStep of(Network model, GroupedOptimizer optimizer, Task task) {
    Parts parts = new Parts(model, optimizer, task, Clip.none(), TrainingPass::of);
    return new TrainStep(parts, 0, Precision.current());
  }

  /**
   * A fresh step that trains some parameters otherwise than the rest.
   *
   * @throws fovea.graph.type.FoveaException if a group has no parameters
   */
  public TrainStep groups(ParameterGroup... groups) {
    var grouped = new GroupedOptimizer(parts.optimizer().optimizer(), List.of(groups));
    grouped.check(parts.model());
    Parts changed = new Parts(parts.model(), grouped, parts.task(), parts.clip(), parts.passes());
    return new TrainStep(changed, seed, precision);
  }

  /** A fresh step that limits the gradients. */
  public TrainStep clip(Clip clip) {
    Parts changed = new Parts(parts.model(), parts.optimizer(), parts.task(), clip, parts.passes());
    return new TrainStep(changed, seed, precision);
  }

  /**
   * A fresh step that trains on adversarial examples as well.
   *
   * @param bounds what the numbers of the network's input can be
   */
  public TrainStep adversarial(AdversarialTraining training, PixelBounds bounds) {
    PassMaker passes = parts.passes().attacked(new AdversarialPass(training, bounds));
    return parts.passes(passes, seed, precision);
  }

  /** A fresh step that learns from a teacher as well. */
  public TrainStep distillation(Distillation distillation) {
    return parts.passes(new DistillationPass(distillation, parts.passes()), seed, precision);
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
    Pass pass = position.accumulated() == 0 ? Pass.STEP : Pass.APPLY;
    List<HostBuffer> arguments = arguments(pass, batch, hyperparameters);
    Plan plan = plan(pass, arguments);
    double loss = run(plan, batch, arguments);
    position = new Position(position.steps() + 1, position.batches() + 1, 0);
    gradientNorm =
        parts.clip() instanceof Clip.Norm
            ? OptionalDouble.of(plan.scalar(1 + counts.values().length))
            : OptionalDouble.empty();
    return loss;
  }

  /**
   * Adds the gradients of one batch to those that the next {@link #run(Batch, double) run} takes
   * the mean of, over all examples, and returns its mean loss. No parameter changes; running
   * statistics do.
   */
  public double accumulate(Batch batch) {
    List<HostBuffer> arguments = arguments(batch);
    double loss = run(plan(Pass.ACCUMULATE, arguments), batch, arguments);
    position =
        new Position(
            position.steps(), position.batches() + 1, position.accumulated() + batch.size());
    return loss;
  }

  private double run(Plan plan, Batch batch, List<HostBuffer> arguments) {
    plan.run(arguments);
    counts.read(plan, 1);
    lastSize = batch.size();
    lastLoss = plan.scalar(0);
    return lastLoss;
  }

  /**
   * Finds out where the time of a step goes, by training on the same batch again and again; with a
   * rate of 0 the parameters stay as they are, running statistics do not.
   */
  public Profile profile(Batch batch, double rate, Profiler profiler) {
    List<HostBuffer> arguments = arguments(Pass.STEP, batch, new StepHyperparameters.Rate(rate));
    Profile profile = profiler.profile(plan(Pass.STEP, arguments), arguments);
    position = new Position(position.steps() + 1, position.batches() + 1, 0);
    return profile;
  }

  private Plan plan(Pass pass, List<HostBuffer> arguments) {
    Plan plan = compiled(pass).plan(HostBuffer.types(arguments));
    if (threads.isEmpty()) {
      // What a training computes must not depend on which of its plans comes first next time.
      threads = Optional.of(Threads.fixed(plan.summary().team().threads()));
    }
    return plan;
  }

  private Compiled compiled(Pass pass) {
    return compiled.computeIfAbsent(pass, this::newlyCompiled);
  }

  private Compiled newlyCompiled(Pass pass) {
    BatchNames these = names;
    Compiled made = Compiled.of(in -> graph(pass, these, in)).on(device).in(precision);
    return threads.map(made::with).orElse(made);
  }

  /** What the plan is told that changes parameters after those that {@link #steps} counts. */
  private List<HostBuffer> arguments(Pass pass, Batch batch, StepHyperparameters hyperparameters) {
    List<HostBuffer> arguments = fitted(batch);
    rate.set(0, hyperparameters.rate());
    number.set(0, (double) (position.steps() + 1));
    arguments.addAll(numbers);
    if (hyperparameters instanceof StepHyperparameters.WithMomentum(double _, double share)) {
      momentum.set(0, share);
      arguments.add(momentum);
    }
    if (pass == Pass.APPLY) {
      total.set(0, (double) (position.accumulated() + batch.size()));
      arguments.add(total);
    }
    return arguments;
  }

  /** What the plan is told that changes no parameters. */
  private List<HostBuffer> arguments(Batch batch) {
    List<HostBuffer> arguments = fitted(batch);
    arguments.add(key);
    return arguments;
  }

  /**
   * Inputs and targets of a batch, for plans of their names, and the random number in its place.
   */
  private List<HostBuffer> fitted(Batch batch) {
    if (!names.fit(batch)) {
      names = BatchNames.of(batch);
      compiled.clear();
    }
    key.set(0, random(position.batches() + 1));
    return BatchNames.arguments(batch);
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
    return position.steps();
  }

  /** How far it has come. */
  public Position position() {
    return position;
  }

  /** Goes on from {@code position}, as when a training is resumed. */
  public void resumeAt(Position position) {
    this.position = position;
  }

  /** Goes on with as many threads as a training had, whose results depend on that. */
  void setThreads(Threads fixed) {
    threads = Optional.of(fixed);
    compiled.clear();
  }

  /** What the optimizer remembers, to be saved and loaded. */
  public OptimizerState state() {
    return state;
  }

  /** Forward pass, loss and gradients of a step, as nodes of the running trace. */
  TrainingPass pass(TrainingPass.Inputs in) {
    return parts.pass(in);
  }

  /** The random number of a batch. */
  double random(long batch) {
    return random.smallKey(batch);
  }

  /** The plan that {@link #run(Batch, StepHyperparameters)} has for its arguments. */
  Plan plan(Batch batch, StepHyperparameters hyperparameters) {
    Pass pass = position.accumulated() == 0 ? Pass.STEP : Pass.APPLY;
    return plan(pass, arguments(pass, batch, hyperparameters));
  }

  /** The plan that {@link #accumulate} has for its arguments. */
  Plan accumulationPlan(Batch batch) {
    return plan(Pass.ACCUMULATE, arguments(batch));
  }

  /** The plan for batches of an input of the given type and a class each, to be looked at. */
  public Plan plan(TensorType input) {
    return compiled(Pass.STEP).plan(arguments(input));
  }

  /** The graph of a step on an input of the given type and a class each, to be looked at. */
  public Engine.Graph graph(TensorType input) {
    return compiled(Pass.STEP).graph(arguments(input));
  }

  private static List<TensorType> arguments(TensorType input) {
    TensorType labels = new TensorType(Shape.of(input.shape().dim(0)), DType.I32);
    return List.of(input, labels, NUMBER, NUMBER, KEY);
  }

  private List<Tensor> graph(Pass pass, BatchNames names, List<Tensor> in) {
    List<Tensor> told = new ArrayList<>(in.subList(names.size(), in.size()));
    Tensor random = told.remove(pass == Pass.ACCUMULATE ? 0 : KEY_NUMBER);
    Tensors inputs = names.inputs(in);
    var given = new TrainingPass.Inputs(inputs, names.targets(in), random);
    TrainingPass found = parts.pass(given);
    int examples = inputs.byName().firstEntry().getValue().shape().dim(0);
    var accumulated = new AccumulatedGradients(found.trained(), state);
    List<Tensor> results = new ArrayList<>(List.of(found.loss()));
    results.addAll(counts.of(found.forward()));
    switch (pass) {
      case STEP -> change(found.gradients(), found, told, results);
      case ACCUMULATE -> accumulated.add(found.gradients(), examples);
      case APPLY -> {
        Tensor total = told.removeLast();
        change(accumulated.mean(found.gradients(), examples, total), found, told, results);
      }
    }
    return results;
  }

  private void change(
      List<Tensor> gradients, TrainingPass pass, List<Tensor> numbers, List<Tensor> results) {
    Clip.Clipped clipped = parts.clip().apply(gradients);
    parts.optimizer().change(pass.trained(), clipped.gradients(), numbers, state);
    clipped.norm().ifPresent(results::add);
  }
}
