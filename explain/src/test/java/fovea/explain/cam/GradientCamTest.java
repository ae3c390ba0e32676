package fovea.explain.cam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.Logits;
import fovea.graph.Gradients;
import fovea.graph.NodeOrder;
import fovea.graph.Tensor;
import fovea.graph.op.Conv;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.ForwardPass;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.zoo.Zoo;
import fovea.zoo.basic.LeNet5;
import fovea.zoo.ensemble.Ensemble;
import fovea.zoo.ensemble.EnsembleRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Maps by hand of a network whose gradients are its weights, in f64. */
class GradientCamTest {
  private static final int CHANNELS = 3;
  private static final int PLACES = 6;
  private static final int SCORE = 1;

  private final HostBuffer picture = CamCases.drawn(CamCases.f64(1, CHANNELS, 2, 3), 3);
  private final HostBuffer weights = CamCases.drawn(CamCases.f64(2, CHANNELS * PLACES), 4);
  private final ExplainedNetwork subject =
      Device.REFERENCE.use(() -> ExplainedNetwork.of(CamCases.dense(weights), picture.type()));

  private double map(int channel, int place) {
    return Math.max(0, picture.at((long) channel * PLACES + place));
  }

  private double gradient(int channel, int place) {
    return weights.at((long) SCORE * CHANNELS * PLACES + (long) channel * PLACES + place);
  }

  private double meanGradient(int channel) {
    double sum = 0;
    for (int place = 0; place < PLACES; place++) {
      sum += gradient(channel, place);
    }
    return sum / PLACES;
  }

  private double plusPlusWeight(int channel) {
    double maps = 0;
    for (int place = 0; place < PLACES; place++) {
      maps += map(channel, place);
    }
    double weight = 0;
    for (int place = 0; place < PLACES; place++) {
      double g = gradient(channel, place);
      double alpha = g * g / (2 * g * g + maps * g * g * g + 1e-6);
      weight += alpha * Math.max(0, g);
    }
    return weight;
  }

  /** The maps of an ensemble are those of its members, each by its own gradient. */
  @Test
  void theLastConvolutionOfEachMemberCounts() {
    Layer dense = Zoo.create("mlp", Zoo.architecture("lenet5").defaults());
    Layer ensemble =
        new Ensemble(List.of(LeNet5.modern(10), dense, LeNet5.classic(10)), EnsembleRule.AVERAGE);
    Parameters.initialize(ensemble, 1);
    HostBuffer input = CamCases.drawn(TensorType.f32(1, 1, 32, 32), 5);
    ExplainedNetwork all = Device.REFERENCE.use(() -> ExplainedNetwork.of(ensemble, input.type()));
    var method = new GradCam().signed();
    float[] expected = new float[100];
    for (String layer : List.of("members.0.conv_block2.1", "members.2.conv_block2.1")) {
      float[] own = CamCases.map(method.layer(layer), all, input, SCORE).values();
      for (int i = 0; i < expected.length; i++) {
        expected[i] += own[i];
      }
    }
    assertArrayEquals(expected, CamCases.map(method, all, input, SCORE).values(), 1e-6f);
    assertEquals(
        "members.0.conv_block2.1 + members.2.conv_block2.1",
        method.on(all).layer().orElseThrow().name());
  }

  private interface Weight {
    double of(int channel, int place);
  }

  private void check(GradientCam method, Weight weight) {
    float[] expected = new float[PLACES];
    float[] positive = new float[PLACES];
    for (int place = 0; place < PLACES; place++) {
      double sum = 0;
      for (int channel = 0; channel < CHANNELS; channel++) {
        sum += weight.of(channel, place) * map(channel, place);
      }
      expected[place] = (float) sum;
      positive[place] = (float) Math.max(0, sum);
    }
    assertArrayEquals(
        expected, CamCases.map(method.signed(), subject, picture, SCORE).values(), 1e-6f);
    assertArrayEquals(positive, CamCases.map(method, subject, picture, SCORE).values(), 1e-6f);
  }

  @Test
  void weighAsTheirPapersSay() {
    check(new GradCam(), (channel, _) -> meanGradient(channel));
    check(new HiResCam(), this::gradient);
    check(new LayerCam(), (channel, place) -> Math.max(0, gradient(channel, place)));
    check(new GradCamPlusPlus(), (channel, _) -> plusPlusWeight(channel));
  }

  /** No convolution before the layer is differentiated, nor the one that makes it. */
  @Test
  void backwardPassesEndAtTheLayer() {
    ExplainedNetwork mobile =
        ExplainedNetwork.of(Zoo.create("mobilenet_v2"), TensorType.f32(1, 3, 32, 32));
    assertEquals(0, inputGradients(mobile, "features"));
    assertEquals(1, inputGradients(mobile, "features.17"));
  }

  private static long inputGradients(ExplainedNetwork subject, String layer) {
    ForwardPass pass = subject.example();
    Tensor scores = Logits.of(pass);
    Tensor ones = Tensor.full(scores.type(), 1);
    List<Tensor> gradient = Gradients.of(scores, ones, List.of(pass.at(layer)));
    return NodeOrder.asRead(gradient).stream()
        .filter(node -> node.op() instanceof Conv.InputGrad)
        .count();
  }
}
