package fovea.onnx.operator;

import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.onnx.operator.ResizeMatrix.Coordinates;
import fovea.onnx.operator.ResizeMatrix.Kernel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Pictures at another size. */
final class ResizeImport {
  static final Map<String, Operator> OPERATORS =
      Map.of(
          "Resize", Operator.of(ResizeImport::resize),
          "Upsample", Operator.of(ResizeImport::upsample));

  private ResizeImport() {}

  /** Deprecated since version 10, in many files: borders of pixels count, and floors. */
  private static TracedValue upsample(NodeCall call) {
    double[] scales =
        call.has(1) ? call.known(1).doubles() : call.node().reals("scales", oldScales(call));
    ResizeMatrix by = new ResizeMatrix(old(call), Coordinates.ASYMMETRIC, 0, false, false, 0);
    return resized(call, by, byScales(call, all(call), scales));
  }

  private static double[] oldScales(NodeCall call) {
    double height = call.node().real("height_scale", 1);
    return new double[] {1, 1, height, call.node().real("width_scale", 1)};
  }

  private static Kernel old(NodeCall call) {
    return switch (call.node().text("mode", "nearest")) {
      case "nearest" -> Kernel.FLOOR;
      case "linear", "bilinear" -> Kernel.LINEAR;
      case String other -> throw call.declined("mode " + other, "use nearest or linear");
    };
  }

  private static TracedValue resize(NodeCall call) {
    if (call.version() < 11) {
      ResizeMatrix by = new ResizeMatrix(old(call), Coordinates.ASYMMETRIC, 0, false, false, 0);
      return resized(call, by, byScales(call, all(call), call.known(1).doubles()));
    }
    Coordinates coordinates =
        named(call, Coordinates.values(), "coordinate_transformation_mode", "half_pixel");
    Kernel kernel =
        switch (call.node().text("mode", "nearest")) {
          case "nearest" -> named(call, Kernel.values(), "nearest_mode", "round_prefer_floor");
          case "linear" -> Kernel.LINEAR;
          case "cubic" -> Kernel.CUBIC;
          case String other -> throw call.declined("mode " + other, "use nearest, linear or cubic");
        };
    var by =
        new ResizeMatrix(
            kernel,
            coordinates,
            call.node().real("cubic_coeff_a", -0.75),
            call.node().whole("exclude_outside", 0) != 0,
            call.node().whole("antialias", 0) != 0,
            call.node().real("extrapolation_value", 0));
    int rank = call.shape(0).rank();
    int[] axes = call.node().has("axes") ? call.axes(call.node().wholes("axes"), rank) : all(call);
    boolean sizes = call.has(3) && call.shape(3).elements() > 0;
    ResizeMatrix.Axis[] resized =
        sizes ? bySizes(call, axes, call.wholes(3)) : byScales(call, axes, call.known(2).doubles());
    if (coordinates == Coordinates.TF_CROP_AND_RESIZE) {
      crop(call, axes, resized);
    }
    return resized(call, by, resized);
  }

  private static int[] all(NodeCall call) {
    return IntStream.range(0, call.shape(0).rank()).toArray();
  }

  private static <E extends Enum<E>> E named(
      NodeCall call, E[] all, String attribute, String absent) {
    String name = call.node().text(attribute, absent);
    for (E one : all) {
      if (one.name().toLowerCase(Locale.ROOT).equals(name)) {
        return one;
      }
    }
    throw call.declined(attribute + " " + name, "use " + absent);
  }

  private static ResizeMatrix.Axis[] byScales(NodeCall call, int[] axes, double[] scales) {
    ResizeMatrix.Axis[] result = unchanged(call);
    if (scales.length != axes.length) {
      throw FoveaException.here(
          String.format(Locale.ROOT, "%d scales for %d axes", scales.length, axes.length),
          "get or export the model again");
    }
    for (int i = 0; i < axes.length; i++) {
      int size = result[axes[i]].size();
      double target = Math.floor(size * scales[i]);
      if (!(scales[i] > 0) || target < 1) {
        throw FoveaException.here(
            String.format(
                Locale.ROOT, "axis %d of %d pixels scaled by %s", axes[i], size, scales[i]),
            "use a larger picture");
      }
      result[axes[i]] =
          new ResizeMatrix.Axis(size, HostArithmetic.small((long) target), scales[i], 0, 1);
    }
    return result;
  }

  private static ResizeMatrix.Axis[] bySizes(NodeCall call, int[] axes, long[] sizes) {
    ResizeMatrix.Axis[] result = unchanged(call);
    if (sizes.length != axes.length || LongStream.of(sizes).anyMatch(size -> size < 1)) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT, "%d sizes for %d axes, or one below 1", sizes.length, axes.length),
          "get or export the model again");
    }
    String policy = call.node().text("keep_aspect_ratio_policy", "stretch");
    double[] ratios =
        IntStream.range(0, axes.length)
            .mapToDouble(i -> (double) sizes[i] / result[axes[i]].size())
            .toArray();
    IntStream all = IntStream.range(0, axes.length);
    double common =
        switch (policy) {
          case "stretch" -> 0;
          case "not_larger" -> all.mapToDouble(i -> ratios[i]).min().orElse(0);
          case "not_smaller" -> all.mapToDouble(i -> ratios[i]).max().orElse(0);
          default -> throw call.declined("the policy " + policy, "use stretch");
        };
    for (int i = 0; i < axes.length; i++) {
      int size = result[axes[i]].size();
      double scale = common == 0 ? ratios[i] : common;
      long target = common == 0 ? sizes[i] : (long) Math.floor(size * common + 0.5);
      result[axes[i]] = new ResizeMatrix.Axis(size, HostArithmetic.small(target), scale, 0, 1);
    }
    return result;
  }

  private static ResizeMatrix.Axis[] unchanged(NodeCall call) {
    return IntStream.of(call.shape(0).dims())
        .mapToObj(size -> new ResizeMatrix.Axis(size, size, 1, 0, 1))
        .toArray(ResizeMatrix.Axis[]::new);
  }

  private static void crop(NodeCall call, int[] axes, ResizeMatrix.Axis[] resized) {
    double[] region = call.known(1).doubles();
    if (region.length != 2 * axes.length) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT, "a region of %d numbers for %d axes", region.length, axes.length),
          "get or export the model again");
    }
    for (int i = 0; i < axes.length; i++) {
      ResizeMatrix.Axis axis = resized[axes[i]];
      resized[axes[i]] =
          new ResizeMatrix.Axis(
              axis.size(), axis.target(), axis.scale(), region[i], region[axes.length + i]);
    }
  }

  private static TracedValue resized(NodeCall call, ResizeMatrix by, ResizeMatrix.Axis[] axes) {
    Tensor x = call.single(0);
    if (bilinear(x.shape(), by, axes)) {
      boolean corners = by.coordinates() == Coordinates.ALIGN_CORNERS;
      return TracedValue.of(x.upsampleBilinear(axes[2].target(), axes[3].target(), corners));
    }
    TracedValue result = TracedValue.of(x);
    for (int axis = 0; axis < axes.length; axis++) {
      if (!same(by, axes[axis])) {
        result = along(result, axis, by, axes[axis]);
      }
    }
    boolean crop = by.coordinates() == Coordinates.TF_CROP_AND_RESIZE;
    return crop && by.extrapolation() != 0 ? extrapolated(result.tensor(), by, axes) : result;
  }

  /** Pixels outside of the picture, which are 0 so far, get their value. */
  private static TracedValue extrapolated(Tensor x, ResizeMatrix by, ResizeMatrix.Axis[] axes) {
    Tensor inside = Tensor.full(x.type().with(Shape.scalar()), 1);
    for (int i = 0; i < axes.length; i++) {
      ResizeMatrix.Axis axis = axes[i];
      int[] dims = new int[axes.length];
      Arrays.fill(dims, 1);
      dims[i] = axis.target();
      TracedValue.Known row =
          HostArithmetic.fill(
              DType.F32, Shape.of(dims), at -> by.outside(axis, by.place(axis, (int) at)) ? 0 : 1);
      inside = inside.mul(row.tensor());
    }
    return TracedValue.of(x.add(inside.neg().add(1).mul(by.extrapolation())));
  }

  private static boolean same(ResizeMatrix by, ResizeMatrix.Axis axis) {
    boolean crop = by.coordinates() == Coordinates.TF_CROP_AND_RESIZE;
    return axis.scale() == 1
        && axis.size() == axis.target()
        && (!crop || (axis.start() == 0 && axis.end() == 1));
  }

  /** Whether the engine's own op does just that. */
  private static boolean bilinear(Shape x, ResizeMatrix by, ResizeMatrix.Axis[] axes) {
    boolean coordinates =
        switch (by.coordinates()) {
          case HALF_PIXEL, ALIGN_CORNERS -> true;
          case PYTORCH_HALF_PIXEL ->
              axes.length == 4 && Math.min(axes[2].target(), axes[3].target()) > 1;
          case HALF_PIXEL_SYMMETRIC, ASYMMETRIC, TF_CROP_AND_RESIZE -> false;
        };
    return coordinates
        && by.kernel() == Kernel.LINEAR
        && !by.antialias()
        && !by.excludeOutside()
        && x.rank() == 4
        && same(by, axes[0])
        && same(by, axes[1])
        && exact(axes[2])
        && exact(axes[3]);
  }

  /** Whether the scale is that of the sizes, but for the rounding of 32 bits. */
  private static boolean exact(ResizeMatrix.Axis axis) {
    double ratio = (double) axis.target() / axis.size();
    return Math.abs(axis.scale() - ratio) <= 1e-6 * ratio;
  }

  /** One axis by picking, if one pixel counts, or by a product with the matrix of its weights. */
  private static TracedValue along(
      TracedValue x, int axis, ResizeMatrix by, ResizeMatrix.Axis resized) {
    if (by.picks()) {
      return SliceImport.picked(x, axis, resized.target(), i -> by.picked(resized, i));
    }
    int rank = x.shape().rank();
    int[] last =
        IntStream.range(0, rank).map(i -> i == rank - 1 ? axis : i < axis ? i : i + 1).toArray();
    int[] back =
        IntStream.range(0, rank).map(i -> i < axis ? i : i == axis ? rank - 1 : i - 1).toArray();
    Tensor rows = x.tensor().transpose(last);
    Tensor y = rows.reshape(-1, resized.size()).linear(by.weights(resized).tensor());
    return TracedValue.of(y.reshape(rows.shape().with(-1, resized.target())).transpose(back));
  }
}
