package fovea.onnx.operator;

import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;

/**
 * One axis of a picture at another size, as a matrix {@code [out, in]} of weights: whatever kernel,
 * coordinates and borders, the result is linear in the pixels.
 *
 * @param kernel which pixels count how much
 * @param coordinates where the middle of a new pixel lies among the old ones
 * @param cubic a of Keys's kernel (1981)
 * @param excludeOutside whether weights beyond the border are dropped, not given to the edge
 * @param antialias whether the kernel widens when the picture shrinks
 * @param extrapolation of pixels wholly outside, for cropping
 */
record ResizeMatrix(
    Kernel kernel,
    Coordinates coordinates,
    double cubic,
    boolean excludeOutside,
    boolean antialias,
    double extrapolation) {

  /** Which pixels count. */
  enum Kernel {
    /** The nearest; how halves are rounded. */
    ROUND_PREFER_FLOOR,
    /** The nearest; how halves are rounded. */
    ROUND_PREFER_CEIL,
    /** The one before. */
    FLOOR,
    /** The one after. */
    CEIL,
    /** Two, by distance. */
    LINEAR,
    /** Four, by Keys's kernel. */
    CUBIC
  }

  /** How places are counted. */
  enum Coordinates {
    /** Middles of pixels at halves. */
    HALF_PIXEL,
    /** The same, but the middle of the picture stays when a size was rounded. */
    HALF_PIXEL_SYMMETRIC,
    /** The same, but a single pixel is the first. */
    PYTORCH_HALF_PIXEL,
    /** Corners at corners. */
    ALIGN_CORNERS,
    /** Borders of pixels. */
    ASYMMETRIC,
    /** A part of the picture. */
    TF_CROP_AND_RESIZE
  }

  /**
   * An axis to be resized.
   *
   * @param size pixels before
   * @param target pixels after
   * @param scale the one over the other, as the file has it
   * @param start of the part to be cropped, between 0 and 1
   * @param end of the part to be cropped, between 0 and 1
   */
  record Axis(int size, int target, double scale, double start, double end) {}

  /** The weights {@code [target, size]} of an axis. */
  TracedValue.Known weights(Axis axis) {
    if (axis.size < 1) {
      throw FoveaException.here("an empty picture is to be resized", "use a larger picture");
    }
    Shape shape = Shape.of(axis.target, axis.size);
    TracedValue.Known weights = HostArithmetic.fill(DType.F32, shape, _ -> 0);
    for (int i = 0; i < axis.target; i++) {
      double place = place(axis, i);
      if (!outside(axis, place)) {
        row(weights, axis, i, place);
      }
    }
    return weights;
  }

  /** Whether a new pixel of a crop lies outside of the picture. */
  boolean outside(Axis axis, double place) {
    return coordinates == Coordinates.TF_CROP_AND_RESIZE && (place < 0 || place > axis.size - 1);
  }

  /** Where new pixel {@code i} lies among the old ones. */
  double place(Axis axis, int i) {
    double wanted = axis.size * axis.scale;
    return switch (coordinates) {
      case HALF_PIXEL -> (i + 0.5) / axis.scale - 0.5;
      case HALF_PIXEL_SYMMETRIC -> {
        double adjustment = axis.target / wanted;
        double offset = axis.size / 2.0 * (1 - adjustment);
        yield offset + (i + 0.5) / axis.scale - 0.5;
      }
      case PYTORCH_HALF_PIXEL -> axis.target > 1 ? (i + 0.5) / axis.scale - 0.5 : 0;
      case ALIGN_CORNERS -> wanted == 1 ? 0 : i * (axis.size - 1.0) / (wanted - 1);
      case ASYMMETRIC -> i / axis.scale;
      case TF_CROP_AND_RESIZE ->
          axis.target > 1
              ? axis.start * (axis.size - 1)
                  + i * (axis.end - axis.start) * (axis.size - 1) / (axis.target - 1.0)
              : 0.5 * (axis.start + axis.end) * (axis.size - 1);
    };
  }

  private void row(TracedValue.Known weights, Axis axis, int row, double place) {
    if (kernel != Kernel.LINEAR && kernel != Kernel.CUBIC) {
      add(weights, axis, row, picked(axis, row), 1);
      return;
    }
    double stretch = antialias && axis.scale < 1 ? axis.scale : 1;
    double reach = (kernel == Kernel.CUBIC ? 2 : 1) / stretch;
    long first = (long) Math.floor(place - reach) + 1;
    long last = (long) Math.ceil(place + reach) - 1;
    double sum = 0;
    for (long i = first; i <= last; i++) {
      sum += counts(axis, i) ? weight((i - place) * stretch) : 0;
    }
    for (long i = first; i <= last; i++) {
      if (counts(axis, i)) {
        add(weights, axis, row, i, weight((i - place) * stretch) / sum);
      }
    }
  }

  /** Whether each new pixel is one of the old ones. */
  boolean picks() {
    return switch (kernel) {
      case ROUND_PREFER_FLOOR, ROUND_PREFER_CEIL, FLOOR, CEIL ->
          coordinates != Coordinates.TF_CROP_AND_RESIZE;
      case LINEAR, CUBIC -> false;
    };
  }

  /** The old pixel that new pixel {@code i} is. */
  int picked(Axis axis, int i) {
    double place = place(axis, i);
    double nearest =
        switch (kernel) {
          case ROUND_PREFER_FLOOR, LINEAR, CUBIC -> Math.ceil(place - 0.5);
          case ROUND_PREFER_CEIL -> Math.floor(place + 0.5);
          case FLOOR -> Math.floor(place);
          case CEIL -> Math.ceil(place);
        };
    return Math.clamp((long) nearest, 0, axis.size - 1);
  }

  private boolean counts(Axis axis, long place) {
    return !excludeOutside || (place >= 0 && place < axis.size);
  }

  private static void add(
      TracedValue.Known weights, Axis axis, int row, long place, double weight) {
    long index = (long) row * axis.size + Math.clamp(place, 0L, axis.size - 1L);
    weights.data().set(index, weights.data().at(index) + weight);
  }

  private double weight(double distance) {
    double d = Math.abs(distance);
    if (kernel != Kernel.CUBIC) {
      return Math.max(0, 1 - d);
    }
    if (d < 1) {
      return ((cubic + 2) * d - (cubic + 3)) * d * d + 1;
    }
    return d < 2 ? ((cubic * d - 5 * cubic) * d + 8 * cubic) * d - 4 * cubic : 0;
  }
}
