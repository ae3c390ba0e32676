package fovea.onnx;

import fovea.graph.DType;
import fovea.graph.FoveaException;
import fovea.graph.Shape;
import fovea.graph.Tensor;
import fovea.onnx.Interpolation.Coordinates;
import fovea.onnx.Interpolation.Kernel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Pictures at another size. */
final class Resizes {
  static final Map<String, Operator> OPERATORS =
      Map.of(
          "Resize", Operator.of(Resizes::resize),
          "Upsample", Operator.of(Resizes::upsample));

  private Resizes() {}

  /** Deprecated since version 10, in many files: borders of pixels count, and floors. */
  private static Value upsample(Call call) {
    double[] scales =
        call.has(1) ? call.known(1).doubles() : call.node().reals("scales", oldScales(call));
    Interpolation by = new Interpolation(old(call), Coordinates.ASYMMETRIC, 0, false, false, 0);
    return resized(call, by, byScales(call, all(call), scales));
  }

  private static double[] oldScales(Call call) {
    double height = call.node().real("height_scale", 1);
    return new double[] {1, 1, height, call.node().real("width_scale", 1)};
  }

  private static Kernel old(Call call) {
    return switch (call.node().text("mode", "nearest")) {
      case "nearest" -> Kernel.FLOOR;
      case "linear", "bilinear" -> Kernel.LINEAR;
      case String other -> throw call.declined("mode " + other, "use nearest or linear");
    };
  }

  private static Value resize(Call call) {
    if (call.version() < 11) {
      Interpolation by = new Interpolation(old(call), Coordinates.ASYMMETRIC, 0, false, false, 0);
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
        new Interpolation(
            kernel,
            coordinates,
            call.node().real("cubic_coeff_a", -0.75),
            call.node().whole("exclude_outside", 0) != 0,
            call.node().whole("antialias", 0) != 0,
            call.node().real("extrapolation_value", 0));
    int rank = call.shape(0).rank();
    int[] axes = call.node().has("axes") ? call.axes(call.node().wholes("axes"), rank) : all(call);
    boolean sizes = call.has(3) && call.shape(3).elements() > 0;
    Interpolation.Axis[] resized =
        sizes ? bySizes(call, axes, call.wholes(3)) : byScales(call, axes, call.known(2).doubles());
    if (coordinates == Coordinates.TF_CROP_AND_RESIZE) {
      crop(call, axes, resized);
    }
    return resized(call, by, resized);
  }

  private static int[] all(Call call) {
    return IntStream.range(0, call.shape(0).rank()).toArray();
  }

  private static <E extends Enum<E>> E named(Call call, E[] all, String attribute, String absent) {
    String name = call.node().text(attribute, absent);
    for (E one : all) {
      if (one.name().toLowerCase(Locale.ROOT).equals(name)) {
        return one;
      }
    }
    throw call.declined(attribute + " " + name, "use " + absent);
  }

  private static Interpolation.Axis[] byScales(Call call, int[] axes, double[] scales) {
    Interpolation.Axis[] result = unchanged(call);
    if (scales.length != axes.length) {
      throw FoveaException.here(
          "%d scales for %d axes".formatted(scales.length, axes.length),
          "get or export the model again");
    }
    for (int i = 0; i < axes.length; i++) {
      int size = result[axes[i]].size();
      double target = Math.floor(size * scales[i]);
      if (!(scales[i] > 0) || target < 1) {
        throw FoveaException.here(
            "axis %d of %d pixels scaled by %s".formatted(axes[i], size, scales[i]),
            "use a larger picture");
      }
      result[axes[i]] = new Interpolation.Axis(size, Host.small((long) target), scales[i], 0, 1);
    }
    return result;
  }

  private static Interpolation.Axis[] bySizes(Call call, int[] axes, long[] sizes) {
    Interpolation.Axis[] result = unchanged(call);
    if (sizes.length != axes.length || LongStream.of(sizes).anyMatch(size -> size < 1)) {
      throw FoveaException.here(
          "%d sizes for %d axes, or one below 1".formatted(sizes.length, axes.length),
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
      result[axes[i]] = new Interpolation.Axis(size, Host.small(target), scale, 0, 1);
    }
    return result;
  }

  private static Interpolation.Axis[] unchanged(Call call) {
    return IntStream.of(call.shape(0).dims())
        .mapToObj(size -> new Interpolation.Axis(size, size, 1, 0, 1))
        .toArray(Interpolation.Axis[]::new);
  }

  private static void crop(Call call, int[] axes, Interpolation.Axis[] resized) {
    double[] region = call.known(1).doubles();
    if (region.length != 2 * axes.length) {
      throw FoveaException.here(
          "a region of %d numbers for %d axes".formatted(region.length, axes.length),
          "get or export the model again");
    }
    for (int i = 0; i < axes.length; i++) {
      Interpolation.Axis axis = resized[axes[i]];
      resized[axes[i]] =
          new Interpolation.Axis(
              axis.size(), axis.target(), axis.scale(), region[i], region[axes.length + i]);
    }
  }

  private static Value resized(Call call, Interpolation by, Interpolation.Axis[] axes) {
    Tensor x = call.single(0);
    if (bilinear(x.shape(), by, axes)) {
      boolean corners = by.coordinates() == Coordinates.ALIGN_CORNERS;
      return Value.of(x.upsampleBilinear(axes[2].target(), axes[3].target(), corners));
    }
    Value result = Value.of(x);
    for (int axis = 0; axis < axes.length; axis++) {
      if (!same(by, axes[axis])) {
        result = along(result, axis, by, axes[axis]);
      }
    }
    boolean crop = by.coordinates() == Coordinates.TF_CROP_AND_RESIZE;
    return crop && by.extrapolation() != 0 ? extrapolated(result.tensor(), by, axes) : result;
  }

  /** Pixels outside of the picture, which are 0 so far, get their value. */
  private static Value extrapolated(Tensor x, Interpolation by, Interpolation.Axis[] axes) {
    Tensor inside = Tensor.full(x.type().with(Shape.scalar()), 1);
    for (int i = 0; i < axes.length; i++) {
      Interpolation.Axis axis = axes[i];
      int[] dims = new int[axes.length];
      Arrays.fill(dims, 1);
      dims[i] = axis.target();
      Value.Known row =
          Host.fill(
              DType.F32, Shape.of(dims), at -> by.outside(axis, by.place(axis, (int) at)) ? 0 : 1);
      inside = inside.mul(row.tensor());
    }
    return Value.of(x.add(inside.neg().add(1).mul(by.extrapolation())));
  }

  private static boolean same(Interpolation by, Interpolation.Axis axis) {
    boolean crop = by.coordinates() == Coordinates.TF_CROP_AND_RESIZE;
    return axis.scale() == 1
        && axis.size() == axis.target()
        && (!crop || (axis.start() == 0 && axis.end() == 1));
  }

  /** Whether the engine's own op does just that. */
  private static boolean bilinear(Shape x, Interpolation by, Interpolation.Axis[] axes) {
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
  private static boolean exact(Interpolation.Axis axis) {
    double ratio = (double) axis.target() / axis.size();
    return Math.abs(axis.scale() - ratio) <= 1e-6 * ratio;
  }

  /** One axis by picking, if one pixel counts, or by a product with the matrix of its weights. */
  private static Value along(Value x, int axis, Interpolation by, Interpolation.Axis resized) {
    if (by.picks()) {
      return Pieces.picked(x, axis, resized.target(), i -> by.picked(resized, i));
    }
    int rank = x.shape().rank();
    int[] last =
        IntStream.range(0, rank).map(i -> i == rank - 1 ? axis : i < axis ? i : i + 1).toArray();
    int[] back =
        IntStream.range(0, rank).map(i -> i < axis ? i : i == axis ? rank - 1 : i - 1).toArray();
    Tensor rows = x.tensor().transpose(last);
    Tensor y = rows.reshape(-1, resized.size()).linear(by.weights(resized).tensor());
    return Value.of(y.reshape(rows.shape().with(-1, resized.target())).transpose(back));
  }
}
