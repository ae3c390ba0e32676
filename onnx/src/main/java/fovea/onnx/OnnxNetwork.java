package fovea.onnx;

import fovea.error.UserException;
import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.onnx.OnnxDimension;
import fovea.format.onnx.OnnxGraph;
import fovea.format.onnx.OnnxModel;
import fovea.format.onnx.OnnxNode;
import fovea.format.onnx.OnnxShape;
import fovea.format.onnx.OnnxValue;
import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.model.Blueprint;
import fovea.model.Rebuildable;
import fovea.nn.Classifier;
import fovea.nn.Named;
import fovea.nn.Param;
import fovea.nn.State;
import fovea.onnx.operator.ConstantImport;
import fovea.onnx.operator.HostArithmetic;
import fovea.onnx.operator.TracedValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A network whose layers are the nodes of an ONNX graph. Its weights are parameters, and running
 * statistics are states, under the names that they have in the file; what the graph computes from
 * shapes alone is computed when it is applied, for the shape at hand. In training, batch norms and
 * dropout do what they do in any other network. Weights have 32 bits, whatever the file has.
 *
 * @param structure the graph without weights: after the picture, they are inputs
 * @param parameters what training changes
 * @param statistics what follows the batches
 */
public record OnnxNetwork(
    OnnxModel structure,
    @Named("") SequencedMap<String, Param> parameters,
    @Named("") SequencedMap<String, State> statistics)
    implements Classifier, Rebuildable {

  /** Name of the blueprints of such networks. */
  public static final String ARCHITECTURE = "onnx";

  /** Copies the maps. */
  public OnnxNetwork {
    parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    statistics = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(statistics));
  }

  /**
   * Reads a network with its weights.
   *
   * @throws FormatException if the file is no sound ONNX model
   * @throws FoveaException if the graph is none that can be computed here
   */
  public static OnnxNetwork read(Path file) {
    OnnxModel model = OnnxModel.read(file);
    try {
      return of(model);
    } catch (UserException e) {
      throw e.within(file.toString());
    }
  }

  /**
   * A network of a model that ends with the first of its outputs.
   *
   * @throws FormatException if the graph is not sound
   * @throws FoveaException if it is none that can be computed here
   */
  public static OnnxNetwork of(OnnxModel model) {
    if (model.graph().outputs().isEmpty()) {
      throw new FormatException("graph", "expected an output, found none", "Export it again");
    }
    return OnnxImport.network(model, model.graph().outputs().getFirst().name());
  }

  /**
   * A network of a model that ends with the value {@code output}, whether the graph declares it as
   * an output or not: features of a middle layer, say.
   *
   * @throws FormatException if the graph is not sound, or makes no such value
   * @throws FoveaException if it is none that can be computed here
   */
  public static OnnxNetwork of(OnnxModel model, String output) {
    return OnnxImport.network(model, output);
  }

  /**
   * Makes the network of a model file, without the weights, which the file has under their names.
   *
   * @throws FormatException if the text is damaged
   * @throws FoveaException if it is the blueprint of another network
   */
  public static OnnxNetwork create(Blueprint saved) {
    if (!saved.name().equals(ARCHITECTURE)) {
      throw FoveaException.here(
          "expected a network of an ONNX graph, found " + saved.name(), "ask the zoo for it");
    }
    return OnnxImport.network(StructureText.parse(saved.arguments()));
  }

  /** What a model file says of it, so that {@link #create} can make it again. */
  @Override
  public Blueprint blueprint() {
    return new Blueprint(ARCHITECTURE, StructureText.of(structure));
  }

  /** The picture, or whatever else the network takes, as the file declares it. */
  public OnnxValue input() {
    return structure.graph().inputs().getFirst();
  }

  /** The type of a batch of pictures; empty if the file leaves other sizes open, too. */
  public Optional<TensorType> input(int batch) {
    if (!(input().shape() instanceof OnnxShape.Ranked(List<OnnxDimension> dimensions))) {
      return Optional.empty();
    }
    int[] dims = new int[dimensions.size()];
    for (int i = 0; i < dims.length; i++) {
      if (i == 0) {
        dims[i] = batch;
      } else if (dimensions.get(i) instanceof OnnxDimension.Fixed(long size)) {
        dims[i] = HostArithmetic.small(size);
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(TensorType.f32(dims));
  }

  /**
   * The same network, with the same parameters, that ends with another of its values.
   *
   * @throws FormatException if the graph makes no such value
   */
  public OnnxNetwork endingAt(String value) {
    return OnnxImport.ending(this, value);
  }

  /**
   * The same network without the softmax or the sigmoid that it may end with, which training and
   * predicting add, and without what takes the largest of its scores; {@link OnnxEnding} tells.
   */
  public OnnxNetwork logits() {
    OnnxEnding end = OnnxEnding.of(structure);
    if (end.kind() == OnnxEnding.Kind.NONE) {
      return this;
    }
    var bare = new OnnxNetwork(end.scores(), parameters, statistics);
    return bare.endingAt(bare.output());
  }

  /** The same network whose result {@code [n, classes, 1, 1]} becomes {@code [n, classes]}. */
  public OnnxNetwork flattened() {
    OnnxGraph graph = structure.graph();
    String output = output();
    String flat = output + "/flat";
    List<OnnxNode> nodes = new ArrayList<>(graph.nodes());
    nodes.add(OnnxNode.of("Flatten", List.of(output), flat));
    var value = new OnnxValue(flat, ArrayDType.F32, new OnnxShape.Unranked());
    var changed =
        new OnnxGraph(graph.name(), nodes, graph.initializers(), graph.inputs(), List.of(value));
    return new OnnxNetwork(structure.graph(changed), parameters, statistics);
  }

  @Override
  public Tensor forward(Tensor x) {
    checkInput(x.shape());
    return run(input().name(), x, output());
  }

  @Override
  public Tensor features(Tensor x) {
    checkInput(x.shape());
    return run(input().name(), x, lastLayer().features());
  }

  @Override
  public Tensor classify(Tensor features) {
    return run(lastLayer().features(), features, output());
  }

  /**
   * This network with a new head for another number of classes; all else is shared. A softmax or a
   * sigmoid at the end goes.
   *
   * @throws FoveaException if no layer with weights makes the output
   */
  @Override
  public OnnxNetwork head(int classes) {
    OnnxNetwork bare = logits();
    OnnxNetwork changed = bare.lastLayer().replaced(bare, classes);
    Optional<Shape> made = changed.traceOnce();
    if (made.isPresent() && (made.get().rank() < 2 || made.get().dim(1) != classes)) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT,
              "expected %d outputs from a new last layer, found %s after it",
              classes,
              made.get()),
          "use a network that ends in its last layer with weights");
    }
    return changed;
  }

  /** Path of the head, or the name of its weight if its parameters share no path. */
  @Override
  public String headPath() {
    return headPaths().getFirst();
  }

  @Override
  public List<String> headPaths() {
    return lastLayer().paths();
  }

  private String output() {
    return structure.graph().outputs().getFirst().name();
  }

  private OnnxHead lastLayer() {
    return OnnxHead.of(structure.graph(), parameters);
  }

  /** What the part of the graph from one value to another makes of {@code x}. */
  private Tensor run(String from, Tensor x, String to) {
    Map<String, TracedValue> given = new HashMap<>();
    given.put(from, TracedValue.of(x));
    parameters.forEach((name, param) -> given.put(name, new TracedValue.Weight(param)));
    Map<String, Role> roles = Role.of(structure.graph());
    statistics.forEach(
        (name, state) -> {
          if (roles.containsKey(name)) {
            State batches = statistics.getOrDefault(OnnxImport.counter(name), State.counter());
            given.put(name, new TracedValue.Statistic(state, batches));
          }
        });
    for (NamedArray array : structure.graph().initializers()) {
      given.put(array.name(), ConstantImport.known(array));
    }
    return Interpreter.run(structure, from, to, given).tensor();
  }

  /**
   * Goes through the graph once, if its sizes are known, so that faults show up early.
   *
   * @return the shape of the result
   */
  Optional<Shape> traceOnce() {
    return input(1)
        .map(
            type -> {
              Compiled once = Compiled.of(in -> List.of(in.getFirst().apply(this)));
              return once.graph(List.of(type)).results().getFirst().shape();
            });
  }

  private void checkInput(Shape x) {
    if (input().shape() instanceof OnnxShape.Ranked(List<OnnxDimension> dimensions)) {
      boolean channels =
          dimensions.size() < 2
              || !(dimensions.get(1) instanceof OnnxDimension.Fixed(long size))
              || (x.rank() > 1 && size == x.dim(1));
      if (x.rank() != dimensions.size() || !channels) {
        throw FoveaException.here(
            "the network takes %s, found %s".formatted(dimensions, x),
            "give it pictures with those axes and channels");
      }
    }
  }
}
