package fovea.train.optim;

import fovea.graph.Tensor;
import fovea.graph.Variable;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.TensorType;
import fovea.nn.Network;
import fovea.nn.Parameters;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * An optimizer, and the groups of parameters that it treats otherwise than the rest.
 *
 * @param optimizer for all
 * @param groups may be nested
 */
public record GroupedOptimizer(Optimizer optimizer, List<ParameterGroup> groups) {
  private static final ParameterGroup REST = ParameterGroup.of("");

  /** Copies the groups. */
  public GroupedOptimizer {
    groups = List.copyOf(groups);
  }

  /** How much the parameter of that name and type decays. */
  public double decay(String name, TensorType type) {
    ParameterGroup group = group(name);
    return optimizer(group).weightDecay().on(type) * group.weightDecay();
  }

  /**
   * Checks that every group has parameters.
   *
   * @throws FoveaException if one has none
   */
  public void check(Network model) {
    Set<String> names = Parameters.of(model).keySet();
    for (ParameterGroup group : groups) {
      if (names.stream().noneMatch(group::has)) {
        throw FoveaException.at(
            group.path(),
            "expected a group of parameters, found none in the model",
            "name a layer of the model, such as one that fovea summary lists");
      }
    }
  }

  private Optimizer optimizer(ParameterGroup group) {
    return group.optimizer().orElse(optimizer);
  }

  /** The group that the parameter of that name belongs to. */
  ParameterGroup group(String name) {
    return groups.stream()
        .filter(group -> group.has(name))
        .max(Comparator.comparingInt(group -> group.path().length()))
        .orElse(REST);
  }

  /**
   * Records the change of all parameters in the running trace.
   *
   * @param trained the parameters by name
   * @param gradients one for each
   * @param numbers rate, number of the step from 1 and, if the schedule has one, momentum: scalars
   *     of {@code f64}
   * @param state what the optimizer remembers
   */
  public void change(
      SequencedMap<String, Variable> trained,
      List<Tensor> gradients,
      List<Tensor> numbers,
      OptimizerState state) {
    Optional<Tensor> momentum = numbers.stream().skip(2).findFirst();
    var told = new Optimizer.Step.Told(numbers.get(0), numbers.get(1), momentum);
    Map<StepKey, Optimizer.Step> steps = new HashMap<>();
    Iterator<Tensor> flowing = gradients.iterator();
    trained.forEach(
        (name, variable) -> {
          DType dtype = variable.type().dtype();
          var parameter = new Optimizer.Trainable.Trained(name, variable);
          ParameterGroup group = group(name);
          Optimizer chosen = optimizer(group);
          double own = chosen.weightDecay().on(variable.type());
          var decay = new Optimizer.Trainable.Decay(own, group.weightDecay());
          var key = new StepKey(group.rate() * (chosen.rate() / optimizer.rate()), dtype);
          new Optimizer.Trainable(parameter, flowing.next(), decay, state)
              .update(
                  chosen,
                  steps.computeIfAbsent(
                      key, k -> new Optimizer.Step(told.faster(k.rate()), k.dtype())));
        });
  }

  /** What parameters share that are told the same. */
  private record StepKey(double rate, DType dtype) {}
}
