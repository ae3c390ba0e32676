package fovea.data.batch;

import fovea.data.BatchPrefetcher;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * Some examples as a network takes them: named inputs and targets of any type, each with the batch
 * axis first. One that a {@link BatchPrefetcher} hands out is valid until the prefetcher moves on.
 *
 * @param inputs by name, such as {@code image}: {@code [n, c, h, w]}
 * @param targets by name, such as {@code label}: {@code [n]}; none where the inputs are the targets
 */
public record Batch(
    SequencedMap<String, HostBuffer> inputs, SequencedMap<String, HostBuffer> targets) {

  /** Name of the input of a batch that has only one. */
  public static final String INPUT = "input";

  /** Name of the target of a batch that has only one. */
  public static final String TARGET = "target";

  /**
   * Copies the maps.
   *
   * @throws FoveaException if there is no input or no example, or if the batch axes differ
   */
  public Batch {
    inputs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(inputs));
    targets = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(targets));
    if (inputs.isEmpty()) {
      throw FoveaException.here("a batch without an input", "give it at least one");
    }
    String first = inputs.firstEntry().getKey();
    int n = size(first, inputs.firstEntry().getValue());
    inputs.forEach((name, value) -> check(name, value, first, n));
    targets.forEach((name, value) -> check(name, value, first, n));
  }

  /** A batch of one input and one target. */
  public static Batch of(HostBuffer input, HostBuffer target) {
    SequencedMap<String, HostBuffer> targets = new LinkedHashMap<>();
    targets.put(TARGET, target);
    return of(input).targets(targets);
  }

  /** A batch of one input, without a target. */
  public static Batch of(HostBuffer input) {
    SequencedMap<String, HostBuffer> inputs = new LinkedHashMap<>();
    inputs.put(INPUT, input);
    return new Batch(inputs, new LinkedHashMap<>());
  }

  /** With other targets. */
  public Batch targets(SequencedMap<String, HostBuffer> targets) {
    return new Batch(inputs, targets);
  }

  /** Number of examples. */
  public int size() {
    return inputs.firstEntry().getValue().type().shape().dim(0);
  }

  /**
   * The only input.
   *
   * @throws FoveaException if there are several
   */
  public HostBuffer input() {
    return only("input", inputs);
  }

  /**
   * The only target.
   *
   * @throws FoveaException if there are several, or none
   */
  public HostBuffer target() {
    return only("target", targets);
  }

  private static HostBuffer only(String kind, SequencedMap<String, HostBuffer> values) {
    if (values.size() != 1) {
      throw FoveaException.here(
          "the only %s of a batch is asked for, it has %s"
              .formatted(kind, values.sequencedKeySet()),
          "ask for one by its name");
    }
    return values.firstEntry().getValue();
  }

  private static int size(String name, HostBuffer value) {
    Shape shape = value.type().shape();
    if (shape.rank() == 0 || shape.elements() == 0) {
      throw FoveaException.here(
          "a batch of no examples, " + name + " is " + shape, "pass one example or more");
    }
    return shape.dim(0);
  }

  private static void check(String name, HostBuffer value, String first, int n) {
    Shape shape = value.type().shape();
    if (shape.rank() == 0 || shape.dim(0) != n) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT, "a batch of %,d examples by its %s, with %s %s", n, first, name, shape),
          "give all a first axis of the same size: the batch");
    }
  }
}
