package fovea.zoo;

import java.util.List;
import java.util.stream.Stream;

/**
 * What is published about a network.
 *
 * @param published accuracies, each with its source
 * @param keras how Keras counts the parameters of its version of the network
 */
public record Facts(List<Published> published, KerasCount keras) {
  /** Nothing is published; Keras would count as usual. */
  static final Facts NONE = new Facts(List.of(), KerasCount.USUAL);

  /** Copies the list. */
  public Facts {
    published = List.copyOf(published);
  }

  /** With more published accuracies. */
  Facts and(Published... more) {
    return new Facts(Stream.concat(published.stream(), Stream.of(more)).toList(), keras);
  }

  /** With a way of counting. */
  Facts keras(KerasCount keras) {
    return new Facts(published, keras);
  }
}
