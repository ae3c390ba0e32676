package fovea.nn.inspect;

import fovea.graph.Node;
import fovea.graph.NodeOrder;
import fovea.graph.ReceptiveField;
import fovea.graph.Tensor;
import fovea.graph.op.Conv;
import fovea.graph.op.Dense;
import fovea.graph.op.Source;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.ForwardPass;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.nn.Network;
import fovea.nn.Param;
import fovea.nn.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a network does to an input, layer by layer, found from the graph of its forward pass in
 * inference; nothing runs.
 *
 * @param rows in order of computation: one for each layer without sub-layers, one for each op that
 *     a network applies between its layers
 * @param parameters elements of all parameters
 * @param trainable elements of those that are not frozen
 * @param depth layers with weights, which are convolutions and linear layers, on the longest way
 *     from the input to the output; shortcuts are shorter ways
 */
public record Summary(List<Row> rows, long parameters, long trainable, int depth) {

  /**
   * One step of the network.
   *
   * @param name under which a {@link ForwardPass} has the result: of a layer its path, of an op the
   *     path of the layer that applies it and the op
   * @param path of the layer, or of the layer that applies the op; empty for the network itself
   * @param kind name of the layer's type, or of the op
   * @param output shape of the result, batch included
   * @param parameters elements of the layer's parameters; 0 where they are used again
   * @param multiplyAdds products that are summed up in convolutions, linear layers and matrix
   *     products for the whole batch; biases, norms, activations and pooling are not counted
   * @param bytes of the result
   * @param receptiveField the pixels of the input that one element of the result depends on
   */
  public record Row(
      String name,
      String path,
      String kind,
      Shape output,
      long parameters,
      long multiplyAdds,
      long bytes,
      ReceptiveField receptiveField) {}

  /**
   * Summarizes {@code network} for an input of the given type.
   *
   * @throws fovea.graph.type.FoveaException if the network does not accept it
   */
  public static Summary of(Layer network, TensorType input) {
    SequencedMap<String, Param> params = Parameters.of(network);
    Tensor x = Tensor.full(input, 0);
    ForwardPass pass = Mode.inference(() -> ForwardPass.of(network, x));
    List<Node> nodes = nodes(pass.output());
    ReceptiveFields fields = new ReceptiveFields(x, pass);
    List<Row> rows = new Rows(network, params, fields, pass).of(nodes);
    long all = elements(params.values().stream());
    long trainable = elements(params.values().stream().filter(Param::trainable));
    return new Summary(rows, all, trainable, depth(nodes));
  }

  private static long elements(Stream<Param> params) {
    return params.mapToLong(param -> param.shape().elements()).sum();
  }

  private static int depth(List<Node> nodes) {
    Map<Node, Integer> depths = new HashMap<>();
    for (Node node : nodes) {
      int before =
          node.inputs().stream()
              .mapToInt(input -> depths.getOrDefault(input.node(), 0))
              .max()
              .orElse(0);
      boolean weighs = node.op() instanceof Conv || node.op() instanceof Dense;
      depths.put(node, before + (weighs ? 1 : 0));
    }
    return nodes.isEmpty() ? 0 : depths.getOrDefault(nodes.getLast(), 0);
  }

  /** Multiply-adds of all rows. */
  public long multiplyAdds() {
    return rows.stream().mapToLong(Row::multiplyAdds).sum();
  }

  /** Bytes of all results together. */
  public long bytes() {
    return rows.stream().mapToLong(Row::bytes).sum();
  }

  /** Nodes that {@code y} depends on, in order of making, without sources. */
  private static List<Node> nodes(Tensor y) {
    return NodeOrder.asMade(List.of(y)).stream()
        .filter(node -> !(node.op() instanceof Source))
        .toList();
  }

  private static long multiplyAdds(Node node) {
    return node.op().multiplyAdds(node.inputs().stream().map(Tensor::type).toList());
  }

  /** Gathers the nodes of each layer without sub-layers in one row. */
  private static final class Rows {
    private final Map<String, Network> leaves = new HashMap<>();
    private final Map<String, Long> parameters = new HashMap<>();
    private final ReceptiveFields fields;
    private final Map<Node, String> nodeNames = new HashMap<>();
    private final Map<Tensor, List<String>> names = new HashMap<>();

    Rows(
        Layer network,
        SequencedMap<String, Param> params,
        ReceptiveFields fields,
        ForwardPass pass) {
      this.fields = fields;
      pass.nodes().forEach(named -> nodeNames.put(named.node(), named.name()));
      pass.values()
          .forEach((name, value) -> names.computeIfAbsent(value, _ -> new ArrayList<>()).add(name));
      Map<String, Network> layers = Parameters.layers(network);
      leaves.putAll(layers);
      for (String inner : layers.keySet()) {
        for (String path = inner; !path.isEmpty(); ) {
          path = outer(path);
          leaves.remove(path);
        }
      }
      // A lambda has no name of its own: its ops stand for themselves.
      leaves.values().removeIf(layer -> layer.getClass().isHidden());
      params.forEach(
          (name, param) ->
              parameters.merge(owner(name, layers.keySet()), param.shape().elements(), Long::sum));
    }

    List<Row> of(List<Node> nodes) {
      List<Row> rows = new ArrayList<>();
      List<Node> group = new ArrayList<>();
      for (Node node : nodes) {
        boolean joins =
            !group.isEmpty()
                && group.getLast().path().equals(node.path())
                && leaves.containsKey(node.path());
        if (!joins && !group.isEmpty()) {
          rows.add(row(group));
          group.clear();
        }
        group.add(node);
      }
      if (!group.isEmpty()) {
        rows.add(row(group));
      }
      return List.copyOf(rows);
    }

    /** Path of the layer that has the parameter, perhaps in a list or record of its own. */
    private static String owner(String name, Set<String> layers) {
      String path = outer(name);
      while (!layers.contains(path)) {
        path = outer(path);
      }
      return path;
    }

    private static String outer(String path) {
      return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }

    /** The path of the layer that ends with {@code last}, numbered if it is applied again. */
    private String layer(Node last) {
      String path = last.path();
      return names.getOrDefault(last.output(), List.of()).stream()
          .filter(name -> name.equals(path) || name.startsWith(path + "_"))
          .findFirst()
          .orElse(path);
    }

    private Row row(List<Node> group) {
      Node last = group.getLast();
      Network leaf = leaves.get(last.path());
      String kind = leaf == null ? last.op().name() : leaf.getClass().getSimpleName();
      Long own = parameters.remove(last.path());
      return new Row(
          leaf == null ? nodeNames.getOrDefault(last, last.path()) : layer(last),
          last.path(),
          kind,
          last.output().shape(),
          own == null ? 0 : own,
          group.stream().mapToLong(Summary::multiplyAdds).sum(),
          last.output().type().bytes(),
          fields.of(last));
    }
  }
}
