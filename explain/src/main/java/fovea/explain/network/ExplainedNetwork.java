package fovea.explain.network;

import fovea.data.pixels.Normalization;
import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.hub.Model;
import fovea.nn.ForwardPass;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.nn.Tensors;
import fovea.train.task.Task;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A network that is looked into, in inference: with the type of its input, so that its layers are
 * known before it runs.
 */
public final class ExplainedNetwork {
  private final Layer network;
  private final TensorType picture;
  private final Device device;
  private final Knowledge knowledge;
  private final ForwardPass pass;
  private final FeatureLayers layers;

  /** What a network alone does not say: what makes probabilities of scores, what pixels can be. */
  private record Knowledge(Function<Tensors, Tensors> predictions, Pixels pixels) {}

  /** What each channel of a black and of a white picture is. */
  private record Pixels(List<Double> black, List<Double> white) {

    static Pixels of(Normalization values) {
      return new Pixels(channels(values, 0), channels(values, 255 * values.scale()));
    }

    private static List<Double> channels(Normalization values, double scaled) {
      return IntStream.range(0, values.channels())
          .mapToObj(c -> (scaled - values.mean().get(c)) / values.deviation().get(c))
          .toList();
    }

    static Pixels unit(int channels) {
      return new Pixels(Collections.nCopies(channels, 0.0), Collections.nCopies(channels, 1.0));
    }
  }

  private ExplainedNetwork(Layer network, TensorType picture, Device device, Knowledge knowledge) {
    this.network = network;
    this.picture = picture;
    this.device = device;
    this.knowledge = knowledge;
    Tensor zeros = Tensor.full(picture, 0);
    this.pass = Mode.inference(() -> ForwardPass.of(network, zeros));
    this.layers = new FeatureLayers(pass);
  }

  /**
   * The network of a model that takes pictures.
   *
   * @throws FoveaException if it has several inputs or outputs, or takes no pictures, or a part of
   *     it was neither loaded nor trained
   */
  public static ExplainedNetwork of(Model model) {
    model.requireTrained();
    var pixels = Pixels.of(model.preprocessing().values());
    var knowledge = new Knowledge(scores -> model.task().predictions(scores), pixels);
    return new ExplainedNetwork(model.layer(), model.inputType(1), Device.current(), knowledge);
  }

  /**
   * A network that takes {@code picture} and gives a row of scores: logits of classes or, if it is
   * one number, of yes. Black is 0, white 1.
   *
   * @param picture type of a batch of one, {@code [1, c, h, w]}
   * @throws FoveaException if the network does not take it
   */
  public static ExplainedNetwork of(Layer network, TensorType picture) {
    Pixels pixels = Pixels.unit(picture.shape().dim(1));
    return new ExplainedNetwork(
        network, picture, Device.current(), new Knowledge(ExplainedNetwork::probabilities, pixels));
  }

  /** The same network on {@code device}. */
  public ExplainedNetwork on(Device device) {
    return new ExplainedNetwork(network, picture, device, knowledge);
  }

  /**
   * The same network for pictures of another size.
   *
   * @throws FoveaException if the network does not take it
   */
  public ExplainedNetwork size(int height, int width) {
    Shape other = Shape.of(1, picture.shape().dim(1), height, width);
    return new ExplainedNetwork(network, picture.with(other), device, knowledge);
  }

  /** The network. */
  public Layer network() {
    return network;
  }

  /** Type of a batch of so many pictures, {@code [n, c, h, w]}. */
  public TensorType input(int pictures) {
    Shape one = picture.shape();
    return picture.with(Shape.of(pictures, one.dim(1), one.dim(2), one.dim(3)));
  }

  /**
   * Number of scores for a picture.
   *
   * @throws FoveaException if the output is no row of scores
   */
  public int scores() {
    Shape output = pass.output().shape();
    if (output.rank() != 2) {
      throw FoveaException.here(
          "expected a network that gives scores [n, classes], found " + output,
          "use a network that classifies, or ask about a unit of a layer");
    }
    return output.dim(1);
  }

  private static Tensors probabilities(Tensors scores) {
    Task task = scores.only().shape().dim(1) == 1 ? Task.binary() : Task.classification();
    return task.predictions(scores);
  }

  /** The probabilities that scores {@code [n, classes]} stand for, of the same shape. */
  public Tensor probabilities(Tensor scores) {
    return knowledge.predictions().apply(Tensors.of(Tensors.OUTPUT, scores)).only();
  }

  /** A black picture, {@code [1, c, h, w]}, as the network takes it. */
  public HostBuffer black() {
    return filled(knowledge.pixels().black());
  }

  /** A white picture, {@code [1, c, h, w]}, as the network takes it. */
  public HostBuffer white() {
    return filled(knowledge.pixels().white());
  }

  private HostBuffer filled(List<Double> channels) {
    HostBuffer filled = HostBuffer.allocate(picture);
    long places = picture.shape().elements() / picture.shape().dim(1);
    for (long i = 0; i < picture.shape().elements(); i++) {
      filled.set(i, channels.get((int) (i / places)));
    }
    return filled;
  }

  /** A forward pass for one picture of zeros, to be looked at; nothing of it has run. */
  public ForwardPass example() {
    return pass;
  }

  /** The layers that give maps. */
  public FeatureLayers layers() {
    return layers;
  }

  /** Compiles a function of batches that applies the network, in inference. */
  public Compiled compile(Function<List<Tensor>, List<Tensor>> function) {
    return Compiled.of(in -> Mode.inference(() -> function.apply(in))).on(device);
  }
}
