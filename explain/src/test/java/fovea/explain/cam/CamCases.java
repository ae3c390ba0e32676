package fovea.explain.cam;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Heatmap;
import fovea.explain.network.ClassTarget;
import fovea.explain.network.ExplainedNetwork;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.ForwardPass;
import fovea.nn.Layer;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Networks and pictures for the tests of class activation mapping. */
final class CamCases {
  private CamCases() {}

  static List<ClassActivationMapping> ofLayers() {
    return List.of(
        new GradCam(),
        new GradCamPlusPlus(),
        new HiResCam(),
        new LayerCam(),
        new ScoreCam(),
        new EigenCam());
  }

  static List<Attribution> all() {
    return Stream.concat(Stream.of(new Cam()), ofLayers().stream()).toList();
  }

  static HostBuffer drawn(TensorType type, long seed) {
    double[] values = new Random(seed).doubles(type.shape().elements(), -1, 1).toArray();
    return HostBuffer.of(type, values);
  }

  static TensorType f64(int... dims) {
    return new TensorType(Shape.of(dims), DType.F64);
  }

  /**
   * Maps that are the ReLU of the channels of a picture, and scores that are sums of them, each
   * place weighted by {@code weights [scores, channels * places]}.
   */
  static Layer dense(HostBuffer weights) {
    return x ->
        ForwardPass.name("maps", x.conv2d(eye(x)).relu()).flatten(1).linear(Tensor.of(weights));
  }

  /** The same, where a weight {@code [scores, channels]} is that of the mean of a map. */
  static Layer pooled(HostBuffer weights) {
    return x ->
        ForwardPass.name("maps", x.conv2d(eye(x)).relu()).mean(2, 3).linear(Tensor.of(weights));
  }

  private static Tensor eye(Tensor x) {
    int channels = x.shape().dim(1);
    HostBuffer eye = HostBuffer.allocate(x.type().with(Shape.of(channels, channels, 1, 1)));
    for (int i = 0; i < channels; i++) {
      eye.set((long) i * channels + i, 1);
    }
    return Tensor.of(eye);
  }

  /** The map of the only picture of a batch, or the first. */
  static Heatmap map(Attribution method, ExplainedNetwork subject, HostBuffer pictures, int score) {
    int count = pictures.type().shape().dim(0);
    var targets = Collections.nCopies(count, new ClassTarget("asked", score));
    return method
        .on(subject)
        .of(pictures, ClassTarget.weights(subject, targets))
        .map(0, method.reading());
  }
}
