package fovea.train;

import fovea.graph.Variable;
import fovea.graph.type.FoveaException;
import fovea.graph.type.NonFinite;
import fovea.nn.Network;
import fovea.nn.Param;
import fovea.nn.Parameters;
import fovea.nn.State;
import fovea.train.internal.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The newest values of a model and its optimizer that are known to be finite. Copied now and then
 * only: a training that fails is repeated from here to see where it went wrong.
 */
final class LastFiniteValues {
  /** Steps between two copies: seldom enough to cost nothing, often enough to repeat quickly. */
  static final int INTERVAL = 64;

  private final Network model;
  private final TrainStep step;
  private final Snapshot snapshot = new Snapshot();
  private TrainStep.Position position = new TrainStep.Position(0, 0, 0);

  LastFiniteValues(Network model, TrainStep step) {
    this.model = model;
    this.step = step;
  }

  /** Where the training was when the values were like this. */
  TrainStep.Position position() {
    return position;
  }

  /** Whether it is time for another copy. */
  boolean isDue() {
    return step.steps() - position.steps() >= INTERVAL;
  }

  /**
   * Copies the values that the training starts from.
   *
   * @throws FoveaException if one of the model, frozen or not, or of its optimizer is not finite
   */
  void begin() {
    List<Variable> all = variables();
    Parameters.of(model).values().stream().map(Param::variable).forEach(all::add);
    firstBad(all)
        .ifPresent(
            name -> {
              throw FoveaException.at(
                  name,
                  "expected finite values to start from, found one that is infinite or not a number",
                  "initialize the model, or load other weights");
            });
    keep();
  }

  /** Copies the present values, unless one is not finite. */
  boolean keep() {
    List<Variable> variables = variables();
    if (firstBad(variables).isPresent()) {
      return false;
    }
    snapshot.take(variables);
    position = step.position();
    return true;
  }

  /** Puts the values back. */
  void restore() {
    snapshot.restore(variables());
    step.resumeAt(position);
  }

  /** Name of the first value that is not finite now. */
  Optional<String> firstBad() {
    return firstBad(variables());
  }

  private static Optional<String> firstBad(List<Variable> variables) {
    return variables.stream()
        .filter(variable -> NonFinite.count(variable.type().dtype(), variable.data()) > 0)
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
    variables.addAll(step.state().slots().values());
    return variables;
  }
}
