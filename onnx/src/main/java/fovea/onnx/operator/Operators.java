package fovea.onnx.operator;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All operators by name, each in the file of its family. */
public final class Operators {
  private static final Map<String, Operator> ALL = all();

  private Operators() {}

  /** The operator of that name, if it is one of those that convolutional networks need. */
  public static Optional<Operator> named(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** The names of all operators. */
  static SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(ALL.keySet()));
  }

  private static Map<String, Operator> all() {
    Map<String, Operator> all = new TreeMap<>();
    Stream.of(
            ArithmeticImport.OPERATORS,
            ConstantImport.OPERATORS,
            ConvolutionImport.OPERATORS,
            NormImport.OPERATORS,
            SliceImport.OPERATORS,
            PointwiseImport.OPERATORS,
            PoolImport.OPERATORS,
            MatMulImport.OPERATORS,
            ReductionImport.OPERATORS,
            ResizeImport.OPERATORS,
            ShapeImport.OPERATORS)
        .forEach(all::putAll);
    return all;
  }
}
