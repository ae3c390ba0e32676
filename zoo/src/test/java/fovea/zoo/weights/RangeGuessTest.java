package fovea.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.data.ValueRange;
import fovea.graph.HostBuffer;
import fovea.graph.TensorType;
import fovea.nn.StateMapping;
import fovea.nn.StateMapping.Source;
import fovea.nn.StateMapping.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangeGuessTest {
  private static final int CHANNELS = 16;
  private static final long SEED = 7;

  @Test
  void statisticsTellTheRange() {
    assertEquals(Optional.of("imagenet"), RangeGuess.of(trainedWith(ValueRange.imagenet())));
    assertEquals(Optional.of("tf"), RangeGuess.of(trainedWith(ValueRange.tf())));
    assertEquals(Optional.of("caffe"), RangeGuess.of(trainedWith(ValueRange.caffe())));
    assertEquals(Optional.of("raw"), RangeGuess.of(trainedWith(ValueRange.raw())));
  }

  @Test
  void withoutStatisticsNothingIsKnown() {
    var rows = trainedWith(ValueRange.tf());
    assertEquals(Optional.empty(), RangeGuess.of(rows.subList(0, 1)));
    assertEquals(Optional.empty(), RangeGuess.of(List.of()));
  }

  /** A first convolution, and what it makes of gray photos that are none too flat. */
  private static List<StateMapping.Row> trainedWith(ValueRange range) {
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
    return new Taken(Source.of(name, HostBuffer.of(type, values)));
  }
}
