package fovea.graph.ref;

import fovea.graph.op.Conv;
import fovea.graph.type.Shape;
import fovea.graph.type.Window;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Convolution and its adjoints over rows: element {@code [ky, kx]} of a filter carries a run of
 * pixels of an input row to a run of an output row. Threads share out planes; each number is summed
 * by one thread in one order.
 */
final class ConvLoops {
  private final Window window;
  private final Shape x;
  private final Shape y;
  private final int xPlane;
  private final int yPlane;
  private final int filter;
  private final int groupInputs;
  private final int groupOutputs;

  private ConvLoops(Conv op, Shape x, Shape weight, Shape y) {
    this.window = op.window();
    this.x = x;
    this.y = y;
    this.xPlane = x.dim(2) * x.dim(3);
    this.yPlane = y.dim(2) * y.dim(3);
    this.filter = weight.dim(2) * weight.dim(3);
    this.groupInputs = weight.dim(1);
    this.groupOutputs = weight.dim(0) / op.groups();
  }

  static void run(Conv op, Operands o) {
    switch (op) {
      case Conv.Conv2d _ -> new ConvLoops(op, o.inShape(0), o.inShape(1), o.outShape(0)).forward(o);
      case Conv.InputGrad _ ->
          new ConvLoops(op, o.outShape(0), o.inShape(1), o.inShape(0)).inputGrad(o);
      case Conv.WeightGrad(var _, int _, Shape weight, boolean bias) ->
          new ConvLoops(op, o.inShape(0), weight, o.inShape(1)).weightGrad(bias, o);
    }
  }

  /** {@code y[n, k] = bias[k] + Σc weight[k, c] * x[n, c]}. */
  private void forward(Operands o) {
    double[] weight = o.in(1);
    parallel(
        y.dim(0) * y.dim(1),
        plane -> {
          int k = plane % y.dim(1);
          int yStart = plane * yPlane;
          if (o.count() == 3) {
            Arrays.fill(o.out(0), yStart, yStart + yPlane, o.in(2)[k]);
          }
          for (int i = 0; i < groupInputs; i++) {
            int xStart = (plane / y.dim(1) * x.dim(1) + input(k, i)) * xPlane;
            int filterStart = (k * groupInputs + i) * filter;
            rows(
                (tap, xAt, yAt, count) ->
                    yRun(o.out(0), yStart + yAt)
                        .add(weight[filterStart + tap], xRun(o.in(0), xStart + xAt), count));
          }
        });
  }

  /** {@code dx[n, c] = Σk weight[k, c] * dy[n, k]}, each product put back where x was read. */
  private void inputGrad(Operands o) {
    double[] weight = o.in(1);
    parallel(
        x.dim(0) * x.dim(1),
        plane -> {
          int c = plane % x.dim(1);
          int xStart = plane * xPlane;
          for (int j = 0; j < groupOutputs; j++) {
            int k = c / groupInputs * groupOutputs + j;
            int yStart = (plane / x.dim(1) * y.dim(1) + k) * yPlane;
            int filterStart = (k * groupInputs + c % groupInputs) * filter;
            rows(
                (tap, xAt, yAt, count) ->
                    xRun(o.out(0), xStart + xAt)
                        .add(weight[filterStart + tap], yRun(o.in(0), yStart + yAt), count));
          }
        });
  }

  /** {@code dw[k, c] = Σn x[n, c] * dy[n, k]} and {@code db[k] = Σn Σ dy[n, k]}. */
  private void weightGrad(boolean bias, Operands o) {
    double[] dw = o.out(0);
    parallel(
        y.dim(1) * groupInputs,
        pair -> {
          int k = pair / groupInputs;
          int filterStart = pair * filter;
          for (int n = 0; n < x.dim(0); n++) {
            int xStart = (n * x.dim(1) + input(k, pair % groupInputs)) * xPlane;
            int yStart = (n * y.dim(1) + k) * yPlane;
            rows(
                (tap, xAt, yAt, count) ->
                    dw[filterStart + tap] +=
                        xRun(o.in(0), xStart + xAt).dot(yRun(o.in(1), yStart + yAt), count));
          }
        });
    if (bias) {
      double[] dy = o.in(1);
      for (int i = 0; i < dy.length; i++) {
        o.out(1)[i / yPlane % y.dim(1)] += dy[i];
      }
    }
  }

  /** Input channel {@code i} of the group that output channel {@code k} belongs to. */
  private int input(int k, int i) {
    return k / groupOutputs * groupInputs + i;
  }

  private Run xRun(double[] array, int start) {
    return new Run(array, start, window.stride().w());
  }

  private static Run yRun(double[] array, int start) {
    return new Run(array, start, 1);
  }

  /**
   * A run of {@code count} output pixels from {@code yAt} that filter element {@code tap} feeds.
   */
  private interface Row {
    void run(int tap, int xAt, int yAt, int count);
  }

  /** Visits all rows that the filter elements connect; padding is left out. */
  private void rows(Row body) {
    int stride = window.stride().w();
    for (int tap = 0; tap < filter; tap++) {
      int down = tap / window.kernel().w() * window.dilation().h() - window.padding().top();
      int across = tap % window.kernel().w() * window.dilation().w() - window.padding().left();
      int from = Math.max(0, Math.ceilDiv(-across, stride));
      int to = Math.min(y.dim(3), Math.floorDiv(x.dim(3) - 1 - across, stride) + 1);
      for (int row = 0; row < y.dim(2) && from < to; row++) {
        int xRow = row * window.stride().h() + down;
        if (0 <= xRow && xRow < x.dim(2)) {
          int xAt = xRow * x.dim(3) + from * stride + across;
          body.run(tap, xAt, row * y.dim(3) + from, to - from);
        }
      }
    }
  }

  private static void parallel(int count, IntConsumer body) {
    IntStream.range(0, count).parallel().forEach(body);
  }
}
