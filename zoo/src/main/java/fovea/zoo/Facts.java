package fovea.zoo;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What is published about a network, beside weights.
 *
 * @param published what papers and Keras say of it
 * @param keras how Keras counts the parameters of its version of the network
 * @param inKeras what Keras's version is made for, given what this one is made for
 */
public record Facts(List<Published> published, KerasCount keras, UnaryOperator<Arguments> inKeras) {
  /** Nothing is published; Keras would count as usual. */
  static final Facts NONE = new Facts(List.of(), KerasCount.USUAL, UnaryOperator.identity());

  /** Copies the list. */
  public Facts {
    published = List.copyOf(published);
  }

  /** With something that is published beside the rest. */
  Facts and(Published more) {
    return new Facts(Stream.concat(published.stream(), Stream.of(more)).toList(), keras, inKeras);
  }

  /** With a way of counting. */
  Facts keras(KerasCount keras, UnaryOperator<Arguments> inKeras) {
    return new Facts(published, keras, inKeras);
  }
}
