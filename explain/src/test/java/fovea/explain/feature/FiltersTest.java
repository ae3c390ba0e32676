package fovea.explain.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.data.pixels.Normalization;
import fovea.explain.attribution.Heatmap;
import fovea.explain.network.ExplainedNetwork;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.activation.Relu;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Sequential;
import fovea.zoo.Zoo;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiltersTest {

  /** Two units of 1 × 2 over three channels, then a convolution of maps. */
  private static ExplainedNetwork planted() {
    Conv2d conv = new Conv2d(3, 2, 2).noBias();
    double[] weights = new double[24];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i < 12 ? i - 4 : 7;
    }
    conv.weight().variable().assign(HostBuffer.of(TensorType.f32(2, 3, 2, 2), weights));
    return ExplainedNetwork.of(
        Sequential.of(conv, new Relu(), new Conv2d(2, 4, 3), new Relu()),
        TensorType.f32(1, 3, 8, 8));
  }

  @Test
  void areTheWeightsOfTheConvolutionThatMakesALayer() {
    ExplainedNetwork subject = planted();
    Filters filters = Filters.of(subject, subject.layers().require("1"));
    assertEquals("0", filters.layer());
    assertEquals(Filters.Sight.COLORS, filters.sight());
    assertEquals(2, filters.filters().size());
    Filter first = filters.filters().getFirst();
    assertArrayEquals(new float[] {-4, -3, -2, -1}, first.planes().getFirst().values());
    assertArrayEquals(new float[] {4, 5, 6, 7}, first.planes().getLast().values());
    Filters second = Filters.of(subject, subject.layers().require("3"));
    assertEquals("2", second.layer());
    assertEquals(Filters.Sight.MAPS, second.sight());
    assertEquals(4, second.filters().size());
    assertEquals(2, second.filters().getFirst().planes().size());
  }

  @Test
  void areNormalizedEachByItsOwnRange() {
    ExplainedNetwork subject = planted();
    Filters filters = Filters.of(subject, subject.layers().firstConvolution());
    Filter first = filters.filters().getFirst().normalized();
    assertEquals(0, first.min());
    assertEquals(1, first.max());
    assertEquals(4 / 11f, first.planes().get(1).at(0, 0), 1e-6);
    Filter constant = filters.filters().getLast().normalized();
    assertEquals(List.of(0.5f, 0.5f), List.of(constant.min(), constant.max()));
  }

  @Test
  void showRedGreenAndBlueWhateverTheNetworkTakes() {
    ExplainedNetwork subject = planted();
    Filters filters = Filters.of(subject, subject.layers().firstConvolution());
    List<Heatmap> caffe = filters.onBytes(Normalization.caffe()).filters().getFirst().planes();
    assertArrayEquals(new float[] {4, 5, 6, 7}, caffe.getFirst().values());
    assertArrayEquals(new float[] {-4, -3, -2, -1}, caffe.getLast().values());
    List<Heatmap> photos = filters.onBytes(Normalization.imagenet()).filters().getFirst().planes();
    assertEquals(-4 / 0.229f, photos.getFirst().at(0, 0), 1e-5);
    assertEquals(7 / 0.225f, photos.getLast().at(1, 1), 1e-5);
  }

  @Test
  void areFoundInNetworksOfTheZoo() {
    ExplainedNetwork mobile =
        ExplainedNetwork.of(Zoo.create("mobilenet_v2"), TensorType.f32(1, 3, 32, 32));
    Filters first = Filters.of(mobile, mobile.layers().firstConvolution());
    assertEquals(32, first.filters().size());
    assertEquals(Filters.Sight.COLORS, first.sight());
    Filters depthwise = Filters.of(mobile, mobile.layers().require("features.1.conv.0"));
    assertEquals(Filters.Sight.MAPS, depthwise.sight());
    assertEquals(1, depthwise.filters().getFirst().planes().size());
    ExplainedNetwork digits =
        ExplainedNetwork.of(Zoo.create("lenet5"), TensorType.f32(1, 1, 32, 32));
    assertEquals(
        Filters.Sight.GRAY, Filters.of(digits, digits.layers().firstConvolution()).sight());
  }
}
