package fovea.testkit.spec;

import static fovea.testkit.spec.OpSpec.spec;

import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.op.Conv;
import fovea.graph.op.Pool;
import fovea.graph.op.Upsample;
import fovea.graph.type.Shape;
import fovea.graph.type.Window;
import java.util.List;

/** Rows of the ops over the last two axes of pictures: convolution, pooling, resampling. */
final class WindowSpecs {
  private WindowSpecs() {}

  static final List<OpSpec> ROWS =
      List.of(
          spec(Conv.Conv2d.class, WindowSpecs::convolution).nonFinite(NonFinite.MARGINS),
          spec(Conv.InputGrad.class, WindowSpecs::inputGrad).nonFinite(NonFinite.MARGINS),
          spec(Conv.WeightGrad.class, WindowSpecs::weightGrad).nonFinite(NonFinite.MARGINS),
          spec(Pool.Max.class, WindowSpecs::max).nonFinite(NonFinite.LARGEST),
          spec(Pool.MaxGrad.class, WindowSpecs::maxGrad).nonFinite(NonFinite.LARGEST),
          spec(Pool.MaxPick.class, WindowSpecs::maxPick).nonFinite(NonFinite.LARGEST),
          spec(Pool.Average.class, WindowSpecs::average),
          spec(Pool.AverageGrad.class, WindowSpecs::averageGrad),
          spec(Pool.AdaptiveAverage.class, r -> Trial.of(adaptive(r), r.reals(r.pictures()))),
          spec(Pool.AdaptiveAverageGrad.class, WindowSpecs::adaptiveGrad),
          spec(Upsample.Bilinear.class, r -> Trial.of(bilinear(r), r.reals(r.pictures())))
              .nonFinite(NonFinite.MARGINS),
          spec(Upsample.BilinearGrad.class, WindowSpecs::bilinearGrad)
              .nonFinite(NonFinite.MARGINS));

  /** A convolution with the shapes that it connects. */
  private record Convolution(Window window, int groups, Shape x, Shape weight) {
    static Convolution draw(Draw r) {
      Window window =
          Window.of(r.in(1, 4), r.in(1, 4))
              .stride(r.in(1, 3), r.in(1, 3))
              .dilation(r.of(1, 1, 2), r.of(1, 1, 2))
              .padding(padding(r, 3, 3));
      boolean depthwise = r.in(0, 4) == 0;
      int groups = depthwise ? r.channels() : r.of(1, 1, 1, 2, 3);
      int inputs = depthwise ? 1 : r.channels();
      int outputs = depthwise ? r.in(1, 2) : r.channels();
      return new Convolution(
          window,
          groups,
          fitting(r, window, inputs * groups),
          Shape.of(outputs * groups, inputs, window.kernel().h(), window.kernel().w()));
    }

    Shape y() {
      return Shape.of(
          x.dim(0), weight.dim(0), window.outHeight(x.dim(2)), window.outWidth(x.dim(3)));
    }
  }

  private static Window.Padding padding(Draw r, int vertical, int horizontal) {
    int top = r.in(0, vertical);
    int left = r.in(0, horizontal);
    return r.coin()
        ? new Window.Padding(top, left, top, left)
        : new Window.Padding(top, left, r.in(0, vertical), r.in(0, horizontal));
  }

  /** A shape of pictures that {@code window} fits into. */
  private static Shape fitting(Draw r, Window window, int channels) {
    int height = r.in(1, 9);
    int width = r.in(1, 9);
    while (window.outHeight(height) < 1) {
      height++;
    }
    while (window.outWidth(width) < 1) {
      width++;
    }
    return Shape.of(r.in(1, 3), channels, height, width);
  }

  private static Trial convolution(Draw r) {
    Convolution c = Convolution.draw(r);
    Conv.Conv2d op = new Conv.Conv2d(c.window, c.groups);
    Input x = r.reals(c.x);
    Input weight = r.reals(c.weight);
    return r.coin()
        ? Trial.of(op, x, weight)
        : Trial.of(op, x, weight, r.reals(Shape.of(c.weight.dim(0))));
  }

  private static Trial inputGrad(Draw r) {
    Convolution c = Convolution.draw(r);
    return Trial.of(new Conv.InputGrad(c.window, c.groups, c.x), r.reals(c.y()), r.reals(c.weight));
  }

  private static Trial weightGrad(Draw r) {
    Convolution c = Convolution.draw(r);
    return Trial.of(
        new Conv.WeightGrad(c.window, c.groups, c.weight, r.coin()), r.reals(c.x), r.reals(c.y()));
  }

  /** A pooling with the shapes that it connects. */
  private record Pooled(Pool.Pooling pooling, Shape x) {
    static Pooled draw(Draw r, boolean dilated) {
      int height = r.in(1, 4);
      int width = r.in(1, 4);
      Window window =
          Window.of(height, width)
              .stride(r.in(1, 3), r.in(1, 3))
              .dilation(dilated ? r.of(1, 1, 2) : 1)
              .padding(padding(r, height / 2, width / 2));
      return new Pooled(new Pool.Pooling(window, r.coin()), fitting(r, window, r.channels()));
    }

    Shape y() {
      Window.Padding end = pooling.endPadding(x.dim(2), x.dim(3));
      Window window = pooling.window().padding(end);
      return x.with(2, window.outHeight(x.dim(2))).with(3, window.outWidth(x.dim(3)));
    }
  }

  private static Trial max(Draw r) {
    Pooled p = Pooled.draw(r, true);
    return Trial.of(new Pool.Max(p.pooling), in -> in.getFirst().maxPool(p.pooling), r.kinked(p.x));
  }

  /** The places come from the op itself, since each backend writes them in its own way. */
  private static Tensor places(Pooled p, Tensor x) {
    return Node.of(new Pool.Max(p.pooling), List.of(x)).output(1);
  }

  private static Trial maxGrad(Draw r) {
    Pooled p = Pooled.draw(r, true);
    Pool.MaxGrad op = new Pool.MaxGrad(p.pooling, p.x);
    return Trial.of(
        op, in -> Tensor.of(op, in.get(0), places(p, in.get(1))), r.reals(p.y()), r.kinked(p.x));
  }

  private static Trial maxPick(Draw r) {
    Pooled p = Pooled.draw(r, true);
    Pool.MaxPick op = new Pool.MaxPick(p.pooling, p.y());
    return Trial.of(
        op, in -> Tensor.of(op, in.get(0), places(p, in.get(1))), r.reals(p.x), r.kinked(p.x));
  }

  private static Trial average(Draw r) {
    Pooled p = Pooled.draw(r, false);
    return Trial.of(new Pool.Average(p.pooling, r.coin()), r.reals(p.x));
  }

  private static Trial averageGrad(Draw r) {
    Pooled p = Pooled.draw(r, false);
    Pool.Average average = new Pool.Average(p.pooling, r.coin());
    return Trial.of(new Pool.AverageGrad(average, p.x), r.reals(p.y()));
  }

  private static Pool.AdaptiveAverage adaptive(Draw r) {
    return new Pool.AdaptiveAverage(r.in(1, 7), r.in(1, 7));
  }

  private static Trial adaptiveGrad(Draw r) {
    Pool.AdaptiveAverage of = adaptive(r);
    Shape x = r.pictures();
    Shape y = x.with(2, of.height()).with(3, of.width());
    return Trial.of(new Pool.AdaptiveAverageGrad(of, x), r.reals(y));
  }

  private static Upsample.Bilinear bilinear(Draw r) {
    return new Upsample.Bilinear(r.in(1, 12), r.in(1, 12), r.coin());
  }

  private static Trial bilinearGrad(Draw r) {
    Upsample.Bilinear of = bilinear(r);
    Shape x = r.pictures();
    Shape y = x.with(2, of.height()).with(3, of.width());
    return Trial.of(new Upsample.BilinearGrad(of, x), r.reals(y));
  }
}
