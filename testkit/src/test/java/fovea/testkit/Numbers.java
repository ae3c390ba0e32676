package fovea.testkit;

import fovea.graph.Tensor;
import fovea.graph.type.Shape;

/** Tensors written out as text, which reads better than lists of arguments. */
final class Numbers {
  private Numbers() {}

  /** A tensor of the numbers in {@code text}, row by row. */
  static Tensor tensor(Shape shape, String text) {
    return Tensor.of(shape, floats(text));
  }

  /** The numbers in {@code text}. */
  static float[] floats(String text) {
    String[] words = text.strip().split("\\s+");
    float[] values = new float[words.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(words[i]);
    }
    return values;
  }
}
