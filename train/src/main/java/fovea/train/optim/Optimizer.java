package fovea.train.optim;

import fovea.format.Codecs;
import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.Variable;
import fovea.graph.op.Update;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Scope;
import fovea.graph.type.TensorType;
import fovea.train.schedule.Schedule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How gradients change parameters: settings by value. {@link Sgd}, {@link Adam}, {@link AdamW},
 * {@link RmsProp} and {@link Adagrad} have PyTorch's definitions and defaults, {@link Lion} and
 * {@link Muon} those of their authors; {@link Lookahead}, {@link WeightPenalty} and {@link MaxNorm}
 * add something to any. An own one is a record that makes the new value of a parameter out of
 * tensors. What it computes is a part of the plan of a training step. Momentum, for example:
 *
 * <pre>{@code
 * record Momentum(double rate, double share) implements Optimizer {
 *   public Tensor update(Trainable p, Step step) {
 *     Tensor velocity = p.slot("velocity").mul(share).add(p.gradient());
 *     p.assign("velocity", velocity);
 *     return p.value().sub(velocity.mul(step.rate()));
 *   }
 * }
 * }</pre>
 */
public interface Optimizer {

  /** Learning rate that a {@link Schedule} starts from. */
  double rate();

  /** How much weights decay, and which; none unless overridden. */
  default WeightDecay weightDecay() {
    return WeightDecay.none();
  }

  /**
   * The new value of one parameter, of its type. Called when a plan is made, not in every step.
   *
   * @param p the parameter, its gradient, and what is remembered of it
   * @param step what changes from step to step
   */
  Tensor update(Trainable p, Step step);

  /** The codecs of optimizers, by which run folders name them; an own one may be registered. */
  static Codecs<Optimizer> codecs() {
    return OptimizerCodecs.ALL;
  }

  /** One parameter in a step. */
  final class Trainable {
    private final String name;
    private final Variable variable;
    private final Tensor gradient;
    private final Decay decay;
    private final OptimizerState state;

    /** A parameter by its name in the model. */
    record Trained(String name, Variable variable) {}

    /**
     * How a parameter decays.
     *
     * @param optimizers strength of the optimizer's own decay on a parameter of its type
     * @param multiple that of its group
     */
    record Decay(double optimizers, double multiple) {}

    Trainable(Trained trained, Tensor gradient, Decay decay, OptimizerState state) {
      this.name = trained.name();
      this.variable = trained.variable();
      this.gradient = gradient;
      this.decay = decay;
      this.state = state;
    }

    /** The same parameter with another gradient, for what changes gradients before an optimizer. */
    public Trainable gradient(Tensor gradient) {
      return new Trainable(new Trained(name, variable), gradient, decay, state);
    }

    /** The same parameter as an optimizer with another weight decay of its own trains it. */
    Trainable weightDecay(WeightDecay other) {
      Decay changed = new Decay(other.on(type()), decay.multiple());
      return new Trainable(new Trained(name, variable), gradient, changed, state);
    }

    /** Name in the model, such as {@code conv1.weight}. */
    public String name() {
      return name;
    }

    /** Type of the value, of its gradient and of its slots. */
    public TensorType type() {
      return variable.type();
    }

    /** The value before the step. */
    public Tensor value() {
      return variable.tensor();
    }

    /** Gradient of the loss, clipped if the training says so. */
    public Tensor gradient() {
      return gradient;
    }

    /**
     * Strength of the weight decay of this parameter, in multiples of itself and of the rate: that
     * of the optimizer times that of its {@link ParameterGroup}, or 0 where vectors are spared.
     */
    public double weightDecay() {
      return decay.optimizers() * decay.multiple();
    }

    /**
     * The value after a decay apart from the gradient: {@code value * (1 - rate * decay)}, with
     * {@link #weightDecay()}.
     */
    public Tensor decayed(Step step) {
      return weightDecay() == 0
          ? value()
          : value().sub(value().mul(step.rate().mul(weightDecay())));
    }

    /**
     * In multiples of {@code strength}, how much a penalty holds for this parameter: that of its
     * {@link ParameterGroup}; 0 for biases and the parameters of normalization layers.
     */
    double penalty(double strength) {
      return WeightDecay.of(strength).on(type()) * decay.multiple();
    }

    /**
     * What is remembered of the parameter under {@code slot}: zeros before the first step. A
     * checkpoint keeps it as {@code conv1.weight.}<i>slot</i>.
     *
     * @throws FoveaException if the name is empty or has a dot
     */
    public Tensor slot(String slot) {
      return stored(slot).tensor();
    }

    /**
     * What is remembered of the parameter under {@code slot}, which begins as the parameter itself;
     * otherwise as {@link #slot}.
     *
     * @throws FoveaException if the name is empty or has a dot
     */
    public Tensor copySlot(String slot) {
      return state.slot(name, slot, type(), variable::value).tensor();
    }

    /**
     * Remembers {@code value} for the next step; {@link #slot} gives it from now on.
     *
     * @throws FoveaException if it has another type than the parameter
     */
    public void assign(String slot, Tensor value) {
      Trace.assign(stored(slot), value);
    }

    private Variable stored(String slot) {
      return state.slot(name, slot, type(), () -> HostBuffer.allocate(type()));
    }

    /** Lets one kernel change the value and all {@code slots} by {@code rule}. */
    Tensor fused(Update rule, List<String> slots, Step step) {
      List<Tensor> inputs = new ArrayList<>(List.of(value()));
      slots.forEach(slot -> inputs.add(slot(slot)));
      inputs.add(gradient);
      inputs.addAll(step.scalars(rule.scalars()));
      Node change = Node.of(rule, inputs);
      for (int i = 0; i < slots.size(); i++) {
        assign(slots.get(i), change.output(i + 1));
      }
      return change.output(0);
    }

    /** Records the change that {@code optimizer} makes. */
    void update(Optimizer optimizer, Step step) {
      String layer = name.substring(0, Math.max(0, name.lastIndexOf('.')));
      Tensor changed = Scope.within(layer, () -> optimizer.update(this, step));
      if (!changed.type().equals(type())) {
        throw FoveaException.at(
            name,
            "expected a new value of type %s from the optimizer, found %s"
                .formatted(type(), changed.type()),
            "return a tensor like the parameter");
      }
      Trace.assign(variable, changed);
    }
  }

  /**
   * What changes from step to step, as scalars of the parameter's element type: they are inputs of
   * the plan, so that no schedule makes a new one.
   */
  final class Step {
    private final Told told;
    private final DType dtype;
    private final Tensor rate;
    private final Tensor number;
    private final Map<Object, Tensor> shared = new HashMap<>();
    private final Map<Double, Step> others = new HashMap<>();

    /**
     * What a plan is told.
     *
     * @param rate learning rate, a scalar of {@code f64}
     * @param number of the step from 1, a scalar of {@code f64}
     * @param momentum a scalar of {@code f64}, if the schedule has one
     */
    record Told(Tensor rate, Tensor number, Optional<Tensor> momentum) {
      /** With {@code times} the rate. */
      Told faster(double times) {
        return times == 1 ? this : new Told(rate.mul(times), number, momentum);
      }
    }

    Step(Told told, DType dtype) {
      this.told = told;
      this.dtype = dtype;
      this.rate = told.rate().cast(dtype);
      this.number = told.number().cast(dtype);
    }

    /** Learning rate of this step, of the schedule and the parameter's group. */
    public Tensor rate() {
      return rate;
    }

    /** Number of the step, from 1. */
    public Tensor number() {
      return number;
    }

    /** Momentum of this step: that of the schedule, or {@code own} if it has none. */
    public Tensor momentum(double own) {
      return told.momentum()
          .map(scheduled -> scheduled.cast(dtype))
          .orElseGet(() -> Tensor.full(rate.type(), own));
    }

    /**
     * {@code 1 - beta^number}, computed in {@code f64}: a running mean that began with 0 divided by
     * it is free of that bias (Kingma &amp; Ba 2015).
     *
     * @param beta how much of the mean survives a step, above 0 and below 1
     */
    public Tensor biasCorrection(double beta) {
      return shared(beta, number -> number.mul(Math.log(beta)).exp().neg().add(1));
    }

    /** 1 in each step whose number is a multiple of {@code count}, 0 in all others. */
    public Tensor every(int count) {
      return shared(
          count,
          number -> {
            Tensor nearest = number.div(count).add(0.5).cast(DType.I64).cast(DType.F64);
            return nearest.mul(count).equal(number);
          });
    }

    /**
     * A scalar that follows from the number of the step, made once for all parameters.
     *
     * @param key what else it follows from
     * @param function of the number in {@code f64}
     */
    Tensor shared(Object key, UnaryOperator<Tensor> function) {
      return shared.computeIfAbsent(key, _ -> function.apply(told.number()).cast(dtype));
    }

    /** The same step at {@code times} the rate. */
    Step faster(double times) {
      return others.computeIfAbsent(times, t -> new Step(told.faster(t), dtype));
    }

    /** Whether the schedule has a momentum. */
    boolean schedulesMomentum() {
      return told.momentum().isPresent();
    }

    /** The first {@code count} of rate, number and momentum, in {@code f64}. */
    private List<Tensor> scalars(int count) {
      List<Tensor> all = new ArrayList<>(List.of(told.rate(), told.number()));
      told.momentum().ifPresent(all::add);
      return all.subList(0, count);
    }
  }
}
