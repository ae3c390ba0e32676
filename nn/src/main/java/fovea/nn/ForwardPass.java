package fovea.nn;

import fovea.error.Nearest;
import fovea.graph.Node;
import fovea.graph.NodeOrder;
import fovea.graph.Substitution;
import fovea.graph.Tensor;
import fovea.graph.op.Op;
import fovea.graph.op.Source;
import fovea.graph.type.FoveaException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * One forward pass of a network with a name for everything that it computes, so that values on the
 * way can be looked at, differentiated and replaced. Works on every network; the network need not
 * know, and only what is asked for is computed.
 *
 * <p>There are three kinds of names:
 *
 * <ul>
 *   <li>the path of a layer is what the layer gives: {@code layer1.0}; the empty path is the output
 *       of the network;
 *   <li>the path of a layer and an op is what one application of the op in the layer gives: {@code
 *       layer1.0.relu}, {@code layer1.0.add};
 *   <li>what the network itself {@linkplain #name calls} a value; in an ONNX graph, each node and
 *       each of its outputs has the name that it has in the file.
 * </ul>
 *
 * <p>What would have the name of something before gets a number: {@code layer1.0.relu_1} is the
 * second ReLU of the block; {@code shared_1} is what a layer gives when it is applied again.
 *
 * <p>A pass is one of the current {@link Mode}, and what it changes in training it changes as any
 * other. Make it inside of a {@link fovea.graph.Compiled} function to replay all that is asked of
 * it as one plan:
 *
 * {@snippet :
 * Compiled gradCam = Compiled.of(in -> {
 *   ForwardPass pass = ForwardPass.of(model, in.getFirst());
 *   Tensor maps = pass.at("layer4");
 *   Tensor score = pass.output().slice(1, 281, 282).sum();
 *   Tensor weights = score.gradients(List.of(maps)).getFirst().mean(Axes.of(2, 3).keep());
 *   return List.of(maps.mul(weights).sum(Axes.of(1).keep()).relu());
 * });
 * }
 */
public final class ForwardPass {
  private final Tensors outputs;
  private final List<NamedNode> nodes;
  private final SequencedMap<String, Tensor> values;

  private ForwardPass(Tensors outputs, List<NamedNode> nodes, SequencedMap<String, Tensor> values) {
    this.outputs = outputs;
    this.nodes = List.copyOf(nodes);
    this.values = values;
  }

  /**
   * Applies {@code network} to {@code x}. Names start at the network, wherever it stands.
   *
   * @throws FoveaException if {@code x} does not fit
   */
  public static ForwardPass of(Layer network, Tensor x) {
    List<RunningPass.Result> results = new ArrayList<>();
    Tensor output = RunningPass.recording(results, () -> network.apply(x));
    return of(List.of(x), Tensors.of(Tensors.OUTPUT, output), results);
  }

  /**
   * Applies {@code network} to {@code inputs}. Several outputs have their own names, too.
   *
   * @throws FoveaException if the inputs do not fit, or nothing comes out
   */
  public static ForwardPass of(Network network, Tensors inputs) {
    List<RunningPass.Result> results = new ArrayList<>();
    Tensors outputs = RunningPass.recording(results, () -> network.apply(inputs));
    if (outputs.byName().isEmpty()) {
      throw FoveaException.here("the network has no output", "let it return one");
    }
    return of(List.copyOf(inputs.byName().values()), outputs, results);
  }

  private static ForwardPass of(
      List<Tensor> inputs, Tensors outputs, List<RunningPass.Result> results) {
    List<Tensor> ends = results.stream().map(RunningPass.Result::value).toList();
    Set<Node> before = new HashSet<>(NodeOrder.asRead(inputs));
    List<Node> made =
        NodeOrder.asMade(ends).stream()
            .filter(node -> !(node.op() instanceof Source) && !before.contains(node))
            .toList();
    PassNames names = PassNames.of(results.getLast().path(), results, made);
    SequencedMap<String, Tensor> values = new LinkedHashMap<>(names.results());
    names.nodes().forEach(node -> values.put(node.name(), node.node().output()));
    return new ForwardPass(outputs, names.nodes(), values);
  }

  /**
   * Calls a value of the running layer {@code name}, inside of the layer's path, while a pass is
   * looked at; does nothing else.
   *
   * @return {@code value}
   */
  public static Tensor name(String name, Tensor value) {
    RunningPass.name(name, value);
    return value;
  }

  /**
   * What a network with one output gives.
   *
   * @throws FoveaException if it has several
   */
  public Tensor output() {
    return outputs.only();
  }

  /** What the network gives. */
  public Tensors outputs() {
    return outputs;
  }

  /**
   * The value called {@code name}; of a node with several results the first. Where a network does
   * not apply the layer at a path as a whole, or only has paths, as those of ONNX graphs, the path
   * stands for the last node inside of it.
   *
   * @throws FoveaException if there is none; the message has the nearest names
   */
  public Tensor at(String name) {
    Tensor value = values.get(name);
    return value == null ? lastInside(name).node().output() : value;
  }

  private NamedNode lastInside(String path) {
    return nodes.reversed().stream()
        .filter(node -> node.name().startsWith(path + ".") || node.name().startsWith(path + "/"))
        .findFirst()
        .orElseThrow(
            () ->
                FoveaException.at(
                    path,
                    "the network computes nothing of this name",
                    Nearest.hint(path, names())));
  }

  private List<String> names() {
    return values.keySet().stream().filter(name -> !name.isEmpty()).toList();
  }

  /** All values by their names: what layers give, then nodes. */
  public SequencedMap<String, Tensor> values() {
    return Collections.unmodifiableSequencedMap(values);
  }

  /** The nodes in the order of computation; parameters and constants are none. */
  public List<NamedNode> nodes() {
    return nodes;
  }

  /** The nodes of a kind of op: a record such as {@code Unary.Relu}, or a family such as Conv. */
  public List<NamedNode> nodes(Class<? extends Op> kind) {
    return nodes.stream().filter(node -> kind.isInstance(node.node().op())).toList();
  }

  /**
   * The same pass, where {@code change} of a value stands in its place: a mask, a perturbation,
   * what another pass had there. Whatever depends on it follows, but for running statistics.
   *
   * @throws FoveaException if there is no value called {@code name}, or the type changes
   */
  public ForwardPass replace(String name, UnaryOperator<Tensor> change) {
    Tensor old = at(name);
    Substitution changed =
        Substitution.of(List.copyOf(values.values()), Map.of(old, change.apply(old)));
    SequencedMap<String, Tensor> replaced = new LinkedHashMap<>();
    values.forEach((key, value) -> replaced.put(key, changed.of(value)));
    return new ForwardPass(
        outputs.map(changed::of),
        nodes.stream().map(node -> new NamedNode(node.name(), changed.of(node.node()))).toList(),
        replaced);
  }
}
