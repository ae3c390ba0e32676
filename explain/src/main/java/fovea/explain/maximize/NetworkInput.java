package fovea.explain.maximize;

import fovea.data.pixels.Normalization;
import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import java.util.List;
import java.util.stream.IntStream;

/** Pictures from 0 to 1 as a network takes them, as tensors. */
final class NetworkInput {
  private static final double WHITE = 255;

  private NetworkInput() {}

  /** What {@code values} make of {@code pictures [n, c, h, w]}. */
  static Tensor of(Tensor pictures, Normalization values) {
    int channels = values.channels();
    List<Tensor> inOrder =
        IntStream.range(0, channels)
            .map(channel -> values.order().source(channel, channels))
            .mapToObj(source -> pictures.slice(1, source, source + 1))
            .toList();
    boolean same = values.order().source(0, channels) == 0;
    Tensor ordered = same ? pictures : Tensor.concat(1, inOrder);
    double[] scale = new double[channels];
    double[] shift = new double[channels];
    for (int channel = 0; channel < channels; channel++) {
      scale[channel] = WHITE * values.scale() / values.deviation().get(channel);
      shift[channel] = -values.mean().get(channel) / values.deviation().get(channel);
    }
    return ordered.mul(each(pictures, scale)).add(each(pictures, shift));
  }

  private static Tensor each(Tensor pictures, double... numbers) {
    Shape shape = Shape.of(1, numbers.length, 1, 1);
    return Tensor.of(HostBuffer.of(pictures.type().with(shape), numbers));
  }
}
