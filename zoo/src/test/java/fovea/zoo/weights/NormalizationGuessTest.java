package fovea.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.data.pixels.Normalization;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.StateMapping;
import fovea.nn.StateMapping.Matched;
import fovea.nn.StateMapping.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NormalizationGuessTest {
  private static final int CHANNELS = 16;
  private static final long SEED = 7;

  @Test
  void statisticsTellTheRange() {
    assertEquals(
        Optional.of("imagenet"), NormalizationGuess.of(trainedWith(Normalization.imagenet())));
    assertEquals(Optional.of("tf"), NormalizationGuess.of(trainedWith(Normalization.tf())));
    assertEquals(Optional.of("caffe"), NormalizationGuess.of(trainedWith(Normalization.caffe())));
    assertEquals(Optional.of("raw"), NormalizationGuess.of(trainedWith(Normalization.raw())));
  }

  @Test
  void withoutStatisticsNothingIsKnown() {
    var rows = trainedWith(Normalization.tf());
    assertEquals(Optional.empty(), NormalizationGuess.of(rows.subList(0, 1)));
    assertEquals(Optional.empty(), NormalizationGuess.of(List.of()));
  }

  /** A first convolution, and what it makes of gray photos that are none too flat. */
  private static List<StateMapping.Row> trainedWith(Normalization range) {
    Random random = new Random(SEED);
    double[] weight = random.doubles(CHANNELS * 27, -0.3, 0.3).toArray();
    double[] mean = new double[CHANNELS];
    double[] variance = new double[CHANNELS];
    for (int k = 0; k < CHANNELS; k++) {
      double level = 0;
      double contrast = 0;
      for (int i = 0; i < 27; i++) {
        double scale = 255 * range.scale() / range.deviation().get(i / 9);
        double shift = range.mean().get(i / 9) / range.deviation().get(i / 9);
        level += weight[27 * k + i] * (0.45 * scale - shift);
        contrast += weight[27 * k + i] * 0.25 * scale;
      }
      mean[k] = level;
      variance[k] = contrast * contrast + 0.01;
    }
    List<StateMapping.Row> rows = new ArrayList<>();
    rows.add(row("conv.weight", TensorType.f32(CHANNELS, 3, 3, 3), weight));
    rows.add(row("norm.running_mean", TensorType.f32(CHANNELS), mean));
    rows.add(row("norm.running_var", TensorType.f32(CHANNELS), variance));
    return rows;
  }

  private static StateMapping.Row row(String name, TensorType type, double... values) {
    return new Matched(Source.of(name, HostBuffer.of(type, values)));
  }
}
