package fovea.format.onnx;

import fovea.format.NamedArray;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** The value of a node's attribute. */
public sealed interface OnnxAttribute {

  /** A number, kept in 32 bits. */
  record Real(float value) implements OnnxAttribute {}

  /** A whole number. */
  record Whole(long value) implements OnnxAttribute {}

  /** A string. */
  record Text(String value) implements OnnxAttribute {}

  /** A tensor. */
  record Array(NamedArray value) implements OnnxAttribute {}

  /** Numbers. */
  record Reals(List<Float> values) implements OnnxAttribute {
    /** Copies the list. */
    public Reals {
      values = List.copyOf(values);
    }
  }

  /** Whole numbers. */
  record Wholes(List<Long> values) implements OnnxAttribute {
    /** Copies the list. */
    public Wholes {
      values = List.copyOf(values);
    }
  }

  /** Strings. */
  record Texts(List<String> values) implements OnnxAttribute {
    /** Copies the list. */
    public Texts {
      values = List.copyOf(values);
    }
  }

  /**
   * What no convolutional network needs: a nested graph, a sparse tensor, a type. Its content is
   * not read and cannot be written.
   *
   * @param kind how errors call it
   */
  record Other(String kind) implements OnnxAttribute {}

  /** A whole number. */
  static OnnxAttribute of(long value) {
    return new Whole(value);
  }

  /** A number. */
  static OnnxAttribute of(double value) {
    return new Real((float) value);
  }

  /** A string. */
  static OnnxAttribute of(String value) {
    return new Text(value);
  }

  /** Whole numbers. */
  static OnnxAttribute of(long... values) {
    return new Wholes(LongStream.of(values).boxed().toList());
  }

  /** Numbers. */
  static OnnxAttribute of(double... values) {
    return new Reals(DoubleStream.of(values).mapToObj(value -> (float) value).toList());
  }

  /** A tensor. */
  static OnnxAttribute of(NamedArray value) {
    return new Array(value);
  }

  /** How errors call this kind of value. */
  default String kind() {
    return switch (this) {
      case Real _ -> "a number";
      case Whole _ -> "a whole number";
      case Text _ -> "a string";
      case Array _ -> "a tensor";
      case Reals _ -> "a list of numbers";
      case Wholes _ -> "a list of whole numbers";
      case Texts _ -> "a list of strings";
      case Other other -> other.kind;
    };
  }
}
