package fovea.similar;

import fovea.data.picture.Fitting;
import fovea.data.pixels.Picture;
import fovea.explain.network.ExplainedNetwork;
import fovea.graph.Compiled;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.hub.Model;
import java.util.List;

/**
 * Turns pictures into vectors: what a layer of a model makes of them, scaled to the length 1. The
 * product of two vectors is then the cosine of their angle: 1 for the same direction. Keep it: it
 * keeps its plans.
 */
public final class Embedder {
  private final Model model;
  private final VectorLayer layer;
  private final ExplainedNetwork subject;
  private final Compiled compiled;
  private final int dimension;

  private Embedder(Model model, VectorLayer layer) {
    this.model = model;
    this.layer = layer;
    this.subject = ExplainedNetwork.of(model);
    this.compiled = subject.compile(in -> List.of(layer.vectors(subject, in.getFirst())));
    this.dimension =
        compiled.graph(List.of(subject.input(1))).results().getFirst().type().shape().dim(1);
  }

  /**
   * By the last hidden layer, as AlexNet's authors compared pictures (Krizhevsky et al. 2012).
   *
   * @throws FoveaException if the model takes no pictures, has no such layer, or is not trained
   */
  public static Embedder of(Model model) {
    return of(model, new VectorLayer.LastHidden());
  }

  /**
   * By a layer.
   *
   * @throws FoveaException as {@link #of(Model)} does, and if the layer gives neither vectors nor
   *     maps
   */
  public static Embedder of(Model model, VectorLayer layer) {
    return new Embedder(model, layer);
  }

  /** The model. */
  public Model model() {
    return model;
  }

  /** The layer whose values are the vectors. */
  public VectorLayer layer() {
    return layer;
  }

  /** The network, which says what batches look like. */
  public ExplainedNetwork subject() {
    return subject;
  }

  /** Number of elements of a vector. */
  public int dimension() {
    return dimension;
  }

  /**
   * The vectors of a batch, {@code [n, dimension]}.
   *
   * @param pictures the network's input, {@code [n, c, h, w]}
   */
  public HostBuffer of(HostBuffer pictures) {
    return compiled.call(List.of(pictures)).getFirst();
  }

  /** The vector of a picture of any size. */
  public float[] of(Picture picture) {
    var preprocessing = model.preprocessing();
    HostBuffer input = HostBuffer.allocate(subject.input(1));
    Picture fitted = Fitting.fit(picture, preprocessing).picture();
    preprocessing.normalizer().apply(fitted.pixels(), input.data(), 0);
    return of(input).floats();
  }
}
