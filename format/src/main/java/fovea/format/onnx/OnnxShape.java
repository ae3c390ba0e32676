package fovea.format.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The declared shape of an input or output. */
public sealed interface OnnxShape {

  /**
   * A shape of known rank.
   *
   * @param dimensions outermost first; empty for a single number
   */
  record Ranked(List<OnnxDimension> dimensions) implements OnnxShape {
    /** Copies the list. */
    public Ranked {
      dimensions = List.copyOf(dimensions);
    }
  }

  /** Nothing is declared. */
  record Unranked() implements OnnxShape {}

  /** A shape of fixed sizes. */
  static OnnxShape of(long... sizes) {
    return new Ranked(
        LongStream.of(sizes).<OnnxDimension>mapToObj(OnnxDimension.Fixed::new).toList());
  }

  /** A free first size called {@code name}, then fixed ones: the shape of a batch. */
  static OnnxShape batch(String name, long... sizes) {
    var dimensions = new ArrayList<OnnxDimension>();
    dimensions.add(new OnnxDimension.Free(name));
    LongStream.of(sizes).mapToObj(OnnxDimension.Fixed::new).forEach(dimensions::add);
    return new Ranked(dimensions);
  }
}
