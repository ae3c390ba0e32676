package fovea.zoo.catalog;

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
public record ReferenceValues(
    List<PublishedResult> published, KerasCount keras, UnaryOperator<NetworkArguments> inKeras) {
  /** Nothing is published; Keras would count as usual. */
  static final ReferenceValues NONE =
      new ReferenceValues(List.of(), KerasCount.DEFAULT, UnaryOperator.identity());

  /** Copies the list. */
  public ReferenceValues {
    published = List.copyOf(published);
  }

  /** With something that is published beside the rest. */
  ReferenceValues and(PublishedResult more) {
    return new ReferenceValues(
        Stream.concat(published.stream(), Stream.of(more)).toList(), keras, inKeras);
  }

  /** With a way of counting. */
  ReferenceValues keras(KerasCount keras, UnaryOperator<NetworkArguments> inKeras) {
    return new ReferenceValues(published, keras, inKeras);
  }
}
