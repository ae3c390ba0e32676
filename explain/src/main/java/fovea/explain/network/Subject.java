package fovea.explain.network;

import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.hub.Model;
import fovea.nn.ForwardPass;
import fovea.nn.Layer;
import fovea.nn.Mode;
import java.util.List;
import java.util.function.Function;

/**
 * A network that is looked into, in inference: with the type of its input, so that its layers are
 * known before it runs.
 */
public final class Subject {
  private final Layer network;
  private final TensorType picture;
  private final Device device;
  private final ForwardPass pass;
  private final FeatureLayers layers;

  private Subject(Layer network, TensorType picture, Device device) {
    this.network = network;
    this.picture = picture;
    this.device = device;
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
  public static Subject of(Model model) {
    model.requireTrained();
    return of(model.layer(), model.inputType(1));
  }

  /**
   * A network that takes {@code picture} and gives a row of scores.
   *
   * @param picture type of a batch of one, {@code [1, c, h, w]}
   * @throws FoveaException if the network does not take it
   */
  public static Subject of(Layer network, TensorType picture) {
    return new Subject(network, picture, Device.current());
  }

  /** The same network on {@code device}. */
  public Subject on(Device device) {
    return new Subject(network, picture, device);
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
