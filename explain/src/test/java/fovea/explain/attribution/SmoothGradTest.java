package fovea.explain.attribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.nn.init.KeyedRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SmoothGradTest {

  /** By one gradient for each sample; 70 of them are computed in two parts. */
  @ParameterizedTest
  @EnumSource(names = {"CPU", "REFERENCE"})
  void isTheMeanOfGradientsWithGivenNoise(Device device) {
    SmallNet net = SmallNet.on(device, DType.F64);
    HostBuffer picture = net.pictures(1, 1);
    KeyedRandom noise = KeyedRandom.of(8, "test");
    int samples = 70;
    SmoothGrad method = new SmoothGrad().samples(samples).deviation(0.2).draws(noise::normal);
    double[] values = picture.doubles();
    double range = Arrays.stream(values).max().orElse(0) - Arrays.stream(values).min().orElse(0);
    double[] mean = new double[values.length];
    for (int sample = 0; sample < samples; sample++) {
      HostBuffer noisy = HostBuffer.allocate(picture.type());
      for (int i = 0; i < values.length; i++) {
        double drawn = noise.normal((long) sample * values.length + i);
        noisy.set(i, values[i] + 0.2 * range * drawn);
      }
      double[] gradient = net.map(new Gradient(), noisy, 0);
      for (int i = 0; i < values.length; i++) {
        mean[i] += gradient[i] / samples;
      }
    }
    assertArrayEquals(mean, net.map(method, picture, 0), 1e-12);
  }

  @Test
  void aSeedGivesOneMapAndAnotherSeedAnother() {
    SmallNet net = SmallNet.on(Device.REFERENCE, DType.F32);
    HostBuffer picture = net.pictures(1, 1);
    SmoothGrad method = new SmoothGrad().samples(5);
    double[] map = net.map(method.seed(1), picture, 0);
    assertArrayEquals(map, net.map(method.seed(1), picture, 0));
    assertFalse(Arrays.equals(map, net.map(method.seed(2), picture, 0)));
  }

  @Test
  void picturesOfABatchHaveTheirOwnMapsAndProgressIsTold() {
    SmallNet net = SmallNet.on(Device.REFERENCE, DType.F32);
    HostBuffer pictures = net.pictures(2, 1);
    List<Long> done = new ArrayList<>();
    Attributor method = new SmoothGrad().samples(100).on(net.subject());
    Attributions maps =
        method
            .progress(
                (now, all) -> {
                  done.add(now);
                  assertEquals(200, all);
                })
            .of(pictures, net.targets(1, 2));
    assertEquals(List.of(50L, 100L, 150L, 200L), done);
    double[] second = method.of(pictures.rows(1, 2), net.targets(2)).values().doubles();
    assertArrayEquals(second, maps.values().rows(1, 2).doubles());
  }

  @Test
  void refusesWhatIsNoNoise() {
    assertThrows(FoveaException.class, () -> new SmoothGrad().samples(0));
    assertThrows(FoveaException.class, () -> new SmoothGrad().deviation(0));
  }
}
