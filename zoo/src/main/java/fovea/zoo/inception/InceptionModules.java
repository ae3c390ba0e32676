package fovea.zoo.inception;

import fovea.graph.Tensor;
import fovea.graph.type.Window;
import fovea.nn.Layer;
import fovea.nn.Named;
import fovea.nn.init.Init;
import fovea.nn.layer.AvgPool2d;
import java.util.List;

/** The modules of Inception-v3, with the letters that torchvision gives them. */
final class InceptionModules {
  private static final Window HALVING = Window.of(3).stride(2);

  private InceptionModules() {}

  /**
   * Makes convolutions whose initial values follow one rule.
   *
   * @param smooth mean of each pixel's neighborhood
   */
  record Unit(Init init, AvgPool2d smooth) {

    BasicConv2d plain(int in, int out, int kernel) {
      return new BasicConv2d(in, out, kernel).init(init);
    }

    BasicConv2d keeping(int in, int out, int height, int width) {
      return BasicConv2d.keeping(in, out, height, width).init(init);
    }
  }

  /** On 35×35 pixels: 1×1, 5×5, two 3×3 one after the other, and a pool (fig. 5). */
  record A(
      @Named("branch1x1") BasicConv2d one,
      @Named("branch5x5_1") BasicConv2d five1,
      @Named("branch5x5_2") BasicConv2d five2,
      @Named("branch3x3dbl_1") BasicConv2d three1,
      @Named("branch3x3dbl_2") BasicConv2d three2,
      @Named("branch3x3dbl_3") BasicConv2d three3,
      AvgPool2d smooth,
      @Named("branch_pool") BasicConv2d pool)
      implements Layer {

    A(Unit unit, int in, int pooled) {
      this(
          unit.plain(in, 64, 1),
          unit.plain(in, 48, 1),
          unit.keeping(48, 64, 5, 5),
          unit.plain(in, 64, 1),
          unit.keeping(64, 96, 3, 3),
          unit.keeping(96, 96, 3, 3),
          unit.smooth(),
          unit.plain(in, pooled, 1));
    }

    @Override
    public Tensor forward(Tensor x) {
      return Tensor.concat(
          1,
          List.of(
              x.apply(one),
              x.apply(five1).apply(five2),
              x.apply(three1).apply(three2).apply(three3),
              x.apply(smooth).apply(pool)));
    }
  }

  /** From 35×35 to 17×17 pixels (fig. 10). */
  record B(
      @Named("branch3x3") BasicConv2d three,
      @Named("branch3x3dbl_1") BasicConv2d double1,
      @Named("branch3x3dbl_2") BasicConv2d double2,
      @Named("branch3x3dbl_3") BasicConv2d double3)
      implements Layer {

    B(Unit unit, int in) {
      this(
          unit.plain(in, 384, 3).stride(2),
          unit.plain(in, 64, 1),
          unit.keeping(64, 96, 3, 3),
          unit.plain(96, 96, 3).stride(2));
    }

    @Override
    public Tensor forward(Tensor x) {
      return Tensor.concat(
          1,
          List.of(
              x.apply(three), x.apply(double1).apply(double2).apply(double3), x.maxPool(HALVING)));
    }
  }

  /** On 17×17 pixels: 7×7 as a column and a row, once and twice (fig. 6). */
  record C(
      @Named("branch1x1") BasicConv2d one,
      @Named("branch7x7_1") BasicConv2d seven1,
      @Named("branch7x7_2") BasicConv2d seven2,
      @Named("branch7x7_3") BasicConv2d seven3,
      @Named("branch7x7dbl_1") BasicConv2d double1,
      @Named("branch7x7dbl_2") BasicConv2d double2,
      @Named("branch7x7dbl_3") BasicConv2d double3,
      @Named("branch7x7dbl_4") BasicConv2d double4,
      @Named("branch7x7dbl_5") BasicConv2d double5,
      AvgPool2d smooth,
      @Named("branch_pool") BasicConv2d pool)
      implements Layer {

    C(Unit unit, int in, int width) {
      this(
          unit.plain(in, 192, 1),
          unit.plain(in, width, 1),
          unit.keeping(width, width, 1, 7),
          unit.keeping(width, 192, 7, 1),
          unit.plain(in, width, 1),
          unit.keeping(width, width, 7, 1),
          unit.keeping(width, width, 1, 7),
          unit.keeping(width, width, 7, 1),
          unit.keeping(width, 192, 1, 7),
          unit.smooth(),
          unit.plain(in, 192, 1));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor twice = x.apply(double1).apply(double2).apply(double3).apply(double4).apply(double5);
      return Tensor.concat(
          1,
          List.of(
              x.apply(one),
              x.apply(seven1).apply(seven2).apply(seven3),
              twice,
              x.apply(smooth).apply(pool)));
    }
  }

  /** From 17×17 to 8×8 pixels. */
  record D(
      @Named("branch3x3_1") BasicConv2d three1,
      @Named("branch3x3_2") BasicConv2d three2,
      @Named("branch7x7x3_1") BasicConv2d seven1,
      @Named("branch7x7x3_2") BasicConv2d seven2,
      @Named("branch7x7x3_3") BasicConv2d seven3,
      @Named("branch7x7x3_4") BasicConv2d seven4)
      implements Layer {

    D(Unit unit, int in) {
      this(
          unit.plain(in, 192, 1),
          unit.plain(192, 320, 3).stride(2),
          unit.plain(in, 192, 1),
          unit.keeping(192, 192, 1, 7),
          unit.keeping(192, 192, 7, 1),
          unit.plain(192, 192, 3).stride(2));
    }

    @Override
    public Tensor forward(Tensor x) {
      return Tensor.concat(
          1,
          List.of(
              x.apply(three1).apply(three2),
              x.apply(seven1).apply(seven2).apply(seven3).apply(seven4),
              x.maxPool(HALVING)));
    }
  }

  /** On 8×8 pixels: the row and the column of a 3×3 filter side by side (fig. 7). */
  record E(
      @Named("branch1x1") BasicConv2d one,
      @Named("branch3x3_1") BasicConv2d three1,
      @Named("branch3x3_2a") BasicConv2d three2a,
      @Named("branch3x3_2b") BasicConv2d three2b,
      @Named("branch3x3dbl_1") BasicConv2d double1,
      @Named("branch3x3dbl_2") BasicConv2d double2,
      @Named("branch3x3dbl_3a") BasicConv2d double3a,
      @Named("branch3x3dbl_3b") BasicConv2d double3b,
      AvgPool2d smooth,
      @Named("branch_pool") BasicConv2d pool)
      implements Layer {

    E(Unit unit, int in) {
      this(
          unit.plain(in, 320, 1),
          unit.plain(in, 384, 1),
          unit.keeping(384, 384, 1, 3),
          unit.keeping(384, 384, 3, 1),
          unit.plain(in, 448, 1),
          unit.keeping(448, 384, 3, 3),
          unit.keeping(384, 384, 1, 3),
          unit.keeping(384, 384, 3, 1),
          unit.smooth(),
          unit.plain(in, 192, 1));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor three = x.apply(three1);
      Tensor twice = x.apply(double1).apply(double2);
      return Tensor.concat(
          1,
          List.of(
              x.apply(one),
              three.apply(three2a),
              three.apply(three2b),
              twice.apply(double3a),
              twice.apply(double3b),
              x.apply(smooth).apply(pool)));
    }
  }
}
