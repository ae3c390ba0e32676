package fovea.train;

import fovea.graph.Node;
import fovea.graph.Scope;
import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.Update;
import fovea.graph.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * How gradients change parameters: settings by value, with PyTorch's definitions and defaults. What
 * an optimizer remembers of each parameter lives in an {@link OptimizerState}.
 */
public sealed interface Optimizer permits Sgd, Adam, AdamW, RmsProp, Adagrad {

  /** Learning rate that a {@link Schedule} starts from. */
  double rate();

  /** The same optimizer with another learning rate. */
  Optimizer rate(double rate);

  /** How much weights decay, and which. */
  WeightDecay weightDecay();

  /** The same optimizer with another weight decay. */
  Optimizer weightDecay(WeightDecay decay);

  /** The same optimizer with weight decay, except on biases and normalization parameters. */
  default Optimizer weightDecay(double strength) {
    return weightDecay(WeightDecay.of(strength));
  }

  /** Names of what is remembered of each parameter, in the order in which the rule takes it. */
  List<String> moments();

  /** The change of a parameter that decays by {@code decay}. */
  Update rule(double decay);

  /** Records the change of one parameter in the running trace. */
  default void update(Target target, Clock clock) {
    List<Variable> targets = new ArrayList<>(List.of(target.parameter()));
    moments().forEach(moment -> targets.add(target.moment(moment)));
    target.change(rule(decay(target)), targets, List.of(clock.rate(), clock.step()));
  }

  /** How much a parameter decays. */
  default double decay(Target target) {
    return weightDecay().on(target.parameter().type());
  }

  /** As {@link #update(Target, Clock)} with a scheduled momentum; most optimizers keep theirs. */
  default void update(Target target, Clock clock, Tensor momentum) {
    update(target, clock);
  }

  /**
   * What is changed.
   *
   * @param name of the parameter in the model
   * @param parameter a weight or a bias
   * @param gradient of the parameter's type
   * @param state of the optimizer
   */
  record Target(String name, Variable parameter, Tensor gradient, OptimizerState state) {
    /** A variable that belongs to no model. */
    Target(Variable parameter, Tensor gradient, OptimizerState state) {
      this(parameter.name(), parameter, gradient, state);
    }

    /** The variable for something that is remembered of the parameter. */
    Variable moment(String moment) {
      return state.moment(name, parameter.type(), moment);
    }

    /** Records the change of {@code variables} by {@code rule}, told some scalars. */
    void change(Update rule, List<Variable> variables, List<Tensor> scalars) {
      List<Tensor> inputs = new ArrayList<>(variables.stream().map(Variable::tensor).toList());
      inputs.add(gradient);
      inputs.addAll(scalars);
      Node change = Scope.within(layer(), () -> Node.of(rule, inputs));
      for (int i = 0; i < variables.size(); i++) {
        Trace.assign(variables.get(i), change.output(i));
      }
    }

    /** Path of the layer that has the parameter. */
    private String layer() {
      return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }
  }

  /**
   * What a step is told from outside, so that no schedule makes a new plan.
   *
   * @param rate learning rate, a scalar of {@code f64}
   * @param step number of the step from 1, a scalar of {@code f64}
   */
  record Clock(Tensor rate, Tensor step) {
    /** With {@code times} the rate. */
    Clock faster(double times) {
      return new Clock(rate.mul(times), step);
    }
  }
}
