package fovea.nn;

import fovea.graph.Node;
import fovea.graph.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Gives the results of layers and the nodes of one forward pass names that differ: first layers
 * their paths, then layers that are applied again, then nodes.
 */
final class PassNames {
  private final String base;
  private final SequencedMap<String, Tensor> results = new LinkedHashMap<>();
  private final List<NamedNode> nodes = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> next = new HashMap<>();

  private PassNames(String base) {
    this.base = base;
  }

  /**
   * Names {@code results} and {@code nodes}, both in the order of computation.
   *
   * @param base path that all names start from
   */
  static PassNames of(String base, List<RunningPass.Result> results, List<Node> nodes) {
    PassNames names = new PassNames(base);
    results.forEach(result -> names.taken.add(names.relative(result)));
    results.forEach(names::add);
    for (Node node : nodes) {
      String name = LayerWalk.join(names.relative(node.path()), node.op().name());
      names.nodes.add(new NamedNode(names.free(name), node));
    }
    return names;
  }

  /** What layers give, in the order in which they have finished. */
  SequencedMap<String, Tensor> results() {
    return Collections.unmodifiableSequencedMap(results);
  }

  /** The nodes, in the order of computation. */
  List<NamedNode> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  private void add(RunningPass.Result result) {
    String name = relative(result);
    results.put(results.containsKey(name) ? free(name) : name, result.value());
  }

  /** {@code name} or the first of {@code name_1}, {@code name_2}, … that nothing else has. */
  private String free(String name) {
    String free = name;
    while (!taken.add(free)) {
      free = name + "_" + next.merge(name, 1, Integer::sum);
    }
    return free;
  }

  private String relative(RunningPass.Result result) {
    return LayerWalk.join(relative(result.path()), result.name());
  }

  private String relative(String path) {
    if (base.isEmpty() || !LayerWalk.inside(path, base)) {
      return path;
    }
    return path.substring(Math.min(path.length(), base.length() + 1));
  }
}
