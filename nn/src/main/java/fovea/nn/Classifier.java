package fovea.nn;

import fovea.graph.Tensor;
import java.util.List;

/**
 * A network that ends in a head: one last linear layer or convolution whose outputs are the logits.
 * What comes before are features that another head can use: the first step of transfer learning is
 * {@link #head}.
 *
 * <p>Outside of {@link #forward}, run the halves by {@code network.apply(network::features, x)} and
 * {@code network.apply(network::classify, features)}: so their layers have their usual paths.
 */
public interface Classifier extends Layer {

  /**
   * What goes into the head: {@code [n, features]}, or {@code [n, features, h, w]} where the head
   * is a convolution. A dropout that stands right before the head belongs to the head.
   *
   * @param x pictures {@code [n, c, h, w]}
   */
  Tensor features(Tensor x);

  /**
   * The logits {@code [n, classes]}.
   *
   * @param features of {@link #features(Tensor)}
   */
  Tensor classify(Tensor features);

  /** The logits {@code [n, classes]} of pictures {@code [n, c, h, w]}. */
  @Override
  default Tensor forward(Tensor x) {
    return classify(features(x));
  }

  /** Whether a parameter belongs to what {@link #head} makes anew. */
  default boolean inHead(String parameter) {
    return headPaths().stream().anyMatch(path -> Parameters.isInside(parameter, path));
  }

  /** The part before the head, to compute features once: {@code Features.of(network.body(), …)}. */
  default Layer body() {
    return x -> apply(this::features, x);
  }

  /** The head alone, from features to logits; its parameters are those of the whole network. */
  default Layer head() {
    return new Head(this);
  }

  /** This network with a new head for another number of classes; all else is shared. */
  Classifier head(int classes);

  /** Path of the head, such as {@code fc} or {@code classifier.6}. */
  String headPath();

  /** Paths of all layers that {@link #head} makes anew: the head and auxiliary ones. */
  default List<String> headPaths() {
    return List.of(headPath());
  }
}
