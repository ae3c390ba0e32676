package fovea.train;

import fovea.graph.Variable;
import fovea.nn.Layer;
import fovea.nn.Param;
import fovea.nn.Parameters;
import fovea.nn.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The newest values of a model and its optimizer that are known to be finite. Copied now and then
 * only: a training that fails is repeated from here to see where it went wrong.
 */
final class LastGood {
  /** Steps between two copies: seldom enough to cost nothing, often enough to repeat quickly. */
  static final int INTERVAL = 64;

  private final Layer model;
  private final TrainStep step;
  private final Snapshot snapshot = new Snapshot();
  private long steps;

  LastGood(Layer model, TrainStep step) {
    this.model = model;
    this.step = step;
  }

  /** The step after which the values were like this. */
  long steps() {
    return steps;
  }

  /** Whether it is time for another copy. */
  boolean isDue() {
    return step.steps() - steps >= INTERVAL;
  }

  /** Copies the present values, unless one is not finite. */
  boolean keep() {
    List<Variable> variables = variables();
    if (firstBad(variables).isPresent()) {
      return false;
    }
    snapshot.take(variables);
    steps = step.steps();
    return true;
  }

  /** Puts the values back. */
  void restore() {
    snapshot.restore(variables());
    step.steps(steps);
  }

  /** Name of the first value that is not finite now. */
  Optional<String> firstBad() {
    return firstBad(variables());
  }

  private static Optional<String> firstBad(List<Variable> variables) {
    return variables.stream()
        .filter(variable -> !Snapshot.finite(variable))
        .map(Variable::name)
        .findFirst();
  }

  /** All that a step changes. */
  private List<Variable> variables() {
    List<Variable> variables = new ArrayList<>();
    Parameters.of(model).values().stream()
        .filter(Param::trainable)
        .map(Param::variable)
        .forEach(variables::add);
    Parameters.states(model).values().stream().map(State::variable).forEach(variables::add);
    variables.addAll(step.state().moments().values());
    return variables;
  }
}
