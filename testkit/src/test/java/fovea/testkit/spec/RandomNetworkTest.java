package fovea.testkit.spec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.Variable;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.testkit.Close;
import fovea.testkit.Devices;
import org.junit.jupiter.api.Test;

/** Whole networks: what holds for single ops must hold for fused and planned ones too. */
class RandomNetworkTest {
  private static final Seeds.Budget BUDGET = new Seeds.Budget(40, 4000);

  @Test
  void cpuTrainsLikeTheReference() {
    Devices.assume(Device.CPU);
    Seeds.repeat(
        BUDGET,
        seed -> {
          RandomNetwork expected = new RandomNetwork(seed, Device.REFERENCE, DType.F64);
          RandomNetwork found = new RandomNetwork(seed, Device.CPU, DType.F32);
          expected.infer();
          Seeds.naming(expected, () -> compare(expected, found));
        });
  }

  /** Evaluates between steps: a plan for inference must see what training has changed. */
  private static void compare(RandomNetwork expected, RandomNetwork found) {
    for (int step = 1; step <= 3; step++) {
      Close.check("logit before step " + step, expected.infer(), found.infer(), 1e-4, 1);
      assertEquals(expected.train(step), found.train(step), 1e-4, "loss of step " + step);
    }
    expected
        .variables()
        .forEach(
            (name, variable) -> {
              Variable other = found.variables().get(name);
              Close.check(name, variable.value().doubles(), other.value().doubles(), 1e-3, 0.1);
            });
  }

  @Test
  void twoRunsGiveTheSameBits() {
    for (Device device : new Device[] {Device.REFERENCE, Device.AUTO}) {
      Seeds.repeat(
          new Seeds.Budget(5, 1000),
          seed -> {
            RandomNetwork first = new RandomNetwork(seed, device, DType.F32);
            RandomNetwork second = new RandomNetwork(seed, device, DType.F32);
            for (int step = 1; step <= 3; step++) {
              assertEquals(first.train(step), second.train(step), "loss of step " + step);
            }
            assertArrayEquals(first.infer(), second.infer());
          });
    }
  }
}
