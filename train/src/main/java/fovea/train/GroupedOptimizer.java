package fovea.train;

import fovea.graph.FoveaException;
import fovea.graph.TensorType;
import fovea.nn.Network;
import fovea.nn.Parameters;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * An optimizer, and the groups of parameters that it treats otherwise than the rest.
 *
 * @param optimizer for all
 * @param groups may be nested
 */
record GroupedOptimizer(Optimizer optimizer, List<ParameterGroup> groups) {
  private static final ParameterGroup REST = ParameterGroup.of("");

  GroupedOptimizer {
    groups = List.copyOf(groups);
  }

  /** How much the parameter of that name and type decays. */
  double decay(String name, TensorType type) {
    return optimizer.weightDecay().on(type) * group(name).weightDecay();
  }

  /**
   * Checks that every group has parameters.
   *
   * @throws FoveaException if one has none
   */
  void check(Network model) {
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

  /** The group that the parameter of that name belongs to. */
  ParameterGroup group(String name) {
    return groups.stream()
        .filter(group -> group.has(name))
        .max(Comparator.comparingInt(group -> group.path().length()))
        .orElse(REST);
  }
}
