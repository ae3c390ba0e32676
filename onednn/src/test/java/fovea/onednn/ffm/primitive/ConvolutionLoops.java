package fovea.onednn.ffm.primitive;

import java.util.stream.DoubleStream;

/** Convolution and its gradients by the definition. */
final class ConvolutionLoops {
  private final ConvolutionPrimitiveTest.Case c;
  private final float[] source;
  private final float[] weights;
  private final float[] upstream;

  ConvolutionLoops(
      ConvolutionPrimitiveTest.Case c, float[] source, float[] weights, float[] upstream) {
    this.c = c;
    this.source = source;
    this.weights = weights;
    this.upstream = upstream;
  }

  /** One product of the sum: positions in source, weights and destination. */
  private interface Product {
    void at(int source, int weight, int destination);
  }

  double[] forward(float[] bias) {
    var out = new double[upstream.length];
    int plane = c.height().output() * c.width().output();
    for (int i = 0; i < out.length && bias.length > 0; i++) {
      out[i] = bias[i / plane % c.out()];
    }
    each((s, w, d) -> out[d] += source[s] * weights[w]);
    return out;
  }

  double[] sourceGradient() {
    var gradient = new double[source.length];
    each((s, w, d) -> gradient[s] += upstream[d] * weights[w]);
    return gradient;
  }

  double[] weightsGradient() {
    var gradient = new double[weights.length];
    each((s, w, d) -> gradient[w] += upstream[d] * source[s]);
    return gradient;
  }

  double[] biasGradient() {
    var gradient = DoubleStream.generate(() -> 0).limit(c.out()).toArray();
    int plane = c.height().output() * c.width().output();
    for (int i = 0; i < upstream.length; i++) {
      gradient[i / plane % c.out()] += upstream[i];
    }
    return gradient;
  }

  private void each(Product product) {
    int inGroup = c.in() / c.groups();
    int outGroup = c.out() / c.groups();
    for (int n = 0; n < c.batch(); n++) {
      for (int oc = 0; oc < c.out(); oc++) {
        for (int ic = 0; ic < inGroup; ic++) {
          int from = n * c.in() + oc / outGroup * inGroup + ic;
          plane(from, oc * inGroup + ic, n * c.out() + oc, product);
        }
      }
    }
  }

  /** One picture convolved with one kernel; the numbers count pictures and kernels. */
  private void plane(int from, int kernel, int to, Product product) {
    var h = c.height();
    var w = c.width();
    for (int oy = 0; oy < h.output(); oy++) {
      for (int ox = 0; ox < w.output(); ox++) {
        for (int ky = 0; ky < h.kernel(); ky++) {
          for (int kx = 0; kx < w.kernel(); kx++) {
            int y = oy * h.axis().stride() - h.axis().padLow() + ky * h.axis().dilation();
            int x = ox * w.axis().stride() - w.axis().padLow() + kx * w.axis().dilation();
            if (y >= 0 && y < h.input() && x >= 0 && x < w.input()) {
              product.at(
                  (from * h.input() + y) * w.input() + x,
                  (kernel * h.kernel() + ky) * w.kernel() + kx,
                  (to * h.output() + oy) * w.output() + ox);
            }
          }
        }
      }
    }
  }
}
