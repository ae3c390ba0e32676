package fovea.explain.cam;

import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayer;
import fovea.explain.network.Logits;
import fovea.graph.Axes;
import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.ForwardPass;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * The maps of a layer, and what a network says of a picture that is masked by them.
 *
 * @param maps gives those of pictures, {@code [n, c, h, w]}
 * @param scores gives those of a picture, {@link #BATCH} masks and the weights of its scores
 */
record ChannelMasks(Compiled maps, Compiled scores) {

  /** Number of masks that are tried at once. */
  static final int BATCH = 16;

  static ChannelMasks of(ExplainedNetwork subject, FeatureLayer layer) {
    return new ChannelMasks(
        subject.compile(
            in -> List.of(ForwardPass.of(subject.network(), in.getFirst()).at(layer.name()))),
        subject.compile(in -> List.of(scores(subject, in.get(0), in.get(1), in.get(2)))));
  }

  private static Tensor scores(
      ExplainedNetwork subject, Tensor picture, Tensor maps, Tensor targets) {
    int height = picture.shape().dim(2);
    int width = picture.shape().dim(3);
    Axes places = Axes.of(2, 3).keep();
    Tensor large = maps.upsampleBilinear(height, width, false);
    Tensor low = large.min(places);
    Tensor range = large.max(places).sub(low);
    Tensor masks = large.sub(low).div(range.add(range.equal(0)));
    ForwardPass pass = ForwardPass.of(subject.network(), picture.mul(masks));
    return Logits.of(pass).mul(targets).sum(1);
  }

  /**
   * The score of a picture masked by each of {@code channels} of its maps, at most {@link #BATCH}.
   *
   * @param picture {@code [1, ..]}
   * @param maps all of the picture's, {@code [1, c, h, w]}
   */
  double[] of(HostBuffer picture, HostBuffer maps, int[] channels, HostBuffer targets) {
    int height = maps.type().shape().dim(2);
    int width = maps.type().shape().dim(3);
    TensorType type = maps.type().with(Shape.of(BATCH, 1, height, width));
    HostBuffer masks = HostBuffer.allocate(type);
    long bytes = type.bytes() / BATCH;
    for (int i = 0; i < channels.length; i++) {
      MemorySegment.copy(maps.data(), channels[i] * bytes, masks.data(), i * bytes, bytes);
    }
    double[] found = scores.call(List.of(picture, masks, targets)).getFirst().doubles();
    return Arrays.copyOf(found, channels.length);
  }
}
