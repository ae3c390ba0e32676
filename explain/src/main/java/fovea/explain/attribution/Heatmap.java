package fovea.explain.attribution;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;

/** One number for each place of a picture or of a layer's maps. */
public final class Heatmap {
  private final int height;
  private final int width;
  private final float[] values;

  /**
   * Copies {@code values}, row by row.
   *
   * @throws FoveaException if there is not one for each place
   */
  public Heatmap(int height, int width, float... values) {
    if (height < 1 || width < 1 || values.length != height * width) {
      throw FoveaException.here(
          "expected " + height + " × " + width + " numbers, found " + values.length,
          "give one for each place");
    }
    this.height = height;
    this.width = width;
    this.values = values.clone();
  }

  /** One of the maps that {@code values} is made of, {@code [.., h, w]}, counted in their order. */
  public static Heatmap plane(HostBuffer values, int index) {
    Shape shape = values.type().shape();
    float[] plane = new float[shape.dim(-2) * shape.dim(-1)];
    for (int place = 0; place < plane.length; place++) {
      plane[place] = (float) values.at((long) index * plane.length + place);
    }
    return new Heatmap(shape.dim(-2), shape.dim(-1), plane);
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** All numbers, row by row. */
  public float[] values() {
    return values.clone();
  }

  /** The number of a place. */
  public float at(int row, int column) {
    return values[row * width + column];
  }

  /** The largest number. */
  public float max() {
    float max = values[0];
    for (float value : values) {
      max = Math.max(max, value);
    }
    return max;
  }

  /** The smallest number. */
  public float min() {
    float min = values[0];
    for (float value : values) {
      min = Math.min(min, value);
    }
    return min;
  }

  /** Whether anything is above zero. */
  public boolean hasPositive() {
    return max() > 0;
  }

  /** Whether all numbers are the same. */
  public boolean isConstant() {
    return max() == min();
  }

  /** The same map with what is below zero left out. */
  public Heatmap positive() {
    float[] positive = values.clone();
    for (int i = 0; i < positive.length; i++) {
      positive[i] = Math.max(0, positive[i]);
    }
    return new Heatmap(height, width, positive);
  }

  /** Sum of what is above zero in a part of the map; rows and columns up to the last, exclusive. */
  public double positiveMass(int top, int left, int bottom, int right) {
    double mass = 0;
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        mass += Math.max(0, at(row, column));
      }
    }
    return mass;
  }

  /** The map at another size, linear between the centers of places. */
  public Heatmap resized(int height, int width) {
    double[] columns = new double[width];
    for (int column = 0; column < width; column++) {
      columns[column] = source(column, width, this.width);
    }
    float[] resized = new float[height * width];
    for (int row = 0; row < height; row++) {
      double y = source(row, height, this.height);
      int first = (int) y;
      int above = first * this.width;
      int below = Math.min(first + 1, this.height - 1) * this.width;
      for (int column = 0; column < width; column++) {
        int left = (int) columns[column];
        int right = Math.min(left + 1, this.width - 1);
        double share = columns[column] - left;
        double top = mix(values[above + left], values[above + right], share);
        double bottom = mix(values[below + left], values[below + right], share);
        resized[row * width + column] = (float) mix(top, bottom, y - first);
      }
    }
    return new Heatmap(height, width, resized);
  }

  private static double source(int place, int target, int source) {
    double at = (place + 0.5) * source / target - 0.5;
    return Math.clamp(at, 0, source - 1);
  }

  private static double mix(double a, double b, double share) {
    return a + (b - a) * share;
  }
}
