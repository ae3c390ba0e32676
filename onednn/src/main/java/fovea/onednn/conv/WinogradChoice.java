package fovea.onednn.conv;

import fovea.graph.type.DType;
import fovea.graph.type.Window;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.DnnlEngine;
import fovea.onednn.winograd.GradientPass;
import fovea.onednn.winograd.Tiling;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether the steps of a convolution should go by Winograd's method; nothing is said of
 * convolutions that it is not for, those of other kernels than 3×3 or with strides.
 */
final class WinogradChoice {
  /** Multiplications that must be saved for each byte that is moved. */
  private static final double LEAST_GAIN = 5;

  private static final int MOST_PADDING = 2;

  private WinogradChoice() {}

  /**
   * Whether the forward pass should go this way.
   *
   * @param trains whether the weight is another one in each run
   */
  static Optional<Verdict> forward(ConvGeometry geometry, boolean trains) {
    return verdict(geometry, trains, () -> WinogradKernels.tiling(geometry, true));
  }

  /** Whether the gradient of the input should go this way. */
  static Optional<Verdict> inputGrad(ConvGeometry geometry, boolean trains) {
    return verdict(geometry, trains, () -> WinogradKernels.upstreamTiling(geometry, true));
  }

  /** Whether the gradient of the weight should go this way. */
  static Optional<Verdict> weightGrad(ConvGeometry geometry) {
    return forward(geometry, true)
        .map(
            verdict ->
                verdict.chosen() && !GradientPass.possible(WinogradKernels.tiling(geometry, true))
                    ? Verdict.no("rows of a single tile")
                    : verdict);
  }

  private static boolean is(ConvGeometry geometry) {
    Window window = geometry.conv().window();
    Window three = Window.of(3);
    return window.kernel().equals(three.kernel())
        && window.stride().equals(three.stride())
        && window.dilation().equals(three.dilation());
  }

  private static Optional<Verdict> verdict(
      ConvGeometry geometry, boolean made, Supplier<Tiling> tiling) {
    return is(geometry)
        ? Optional.of(obstacle(geometry).map(Verdict::no).orElseGet(() -> pays(tiling.get(), made)))
        : Optional.empty();
  }

  private static Optional<String> obstacle(ConvGeometry geometry) {
    Window.Padding padding = geometry.conv().window().padding();
    int rows = Math.max(padding.top(), padding.bottom());
    int columns = Math.max(padding.left(), padding.right());
    if (Math.max(rows, columns) > MOST_PADDING) {
      return Optional.of("more padding than 2");
    }
    return geometry.obstacle().or(() -> missing(geometry.x().dtype()));
  }

  /** Matrix units outdo in bf16 what fewer multiplications could save. */
  private static Optional<String> missing(DType dtype) {
    return switch (dtype) {
      case F32 -> Vectors.here().isPresent() ? Optional.empty() : Optional.of("no AVX2");
      case BF16 ->
          DnnlEngine.multipliesBf16InVectors()
              ? Optional.empty()
              : Optional.of("no vectors of bf16, or matrix units that are faster");
      case F64, I32, I64, U8 -> Optional.of("no Winograd in " + dtype);
    };
  }

  private static Verdict pays(Tiling tiling, boolean made) {
    if (!tiling.fits()) {
      return Verdict.no("Winograd would take too much memory");
    }
    double gain = tiling.gain(made);
    String saved = String.format(Locale.ROOT, "%.1f multiplications for each byte it moves", gain);
    return gain >= LEAST_GAIN
        ? Verdict.yes("saves " + saved)
        : Verdict.no("Winograd would save " + saved + ", fewer than 5");
  }
}
