package fovea.explain.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributor;
import fovea.explain.attribution.Gradient;
import fovea.explain.attribution.SmallNet;
import fovea.explain.measure.RandomMap;
import fovea.explain.occlusion.Occlusion;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.nn.StateDict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TrustCheckTest {
  private final SmallNet net = SmallNet.on(Device.current(), DType.F32);

  private MapTrust check(Attribution method) {
    HostBuffer picture = net.pictures(1, 3);
    HostBuffer targets = net.targets(1);
    Attributor attributor = method.on(net.subject());
    return new TrustCheck(net.subject())
        .of(method, attributor, picture, targets, attributor.of(picture, targets));
  }

  private Map<String, double[]> values() {
    Map<String, double[]> values = new LinkedHashMap<>();
    StateDict.of(net.subject().network())
        .forEach((name, value) -> values.put(name, value.doubles()));
    return values;
  }

  private static void assertSame(Map<String, double[]> before, Map<String, double[]> after) {
    before.forEach((name, value) -> assertArrayEquals(value, after.get(name), 0, name));
  }

  @Test
  void ranksEqualNumbersByTheirMean() {
    assertEquals(1, RankCorrelation.of(new double[] {1, 2, 9}, new double[] {0, 5, 6}), 1e-12);
    assertEquals(-1, RankCorrelation.of(new double[] {1, 2, 9}, new double[] {3, 2, 1}), 1e-12);
    // Ranks 0, 1.5, 1.5, 3 and 0, 1, 2, 3: 4.5 / √(4.5 · 5).
    assertEquals(
        Math.sqrt(0.9),
        RankCorrelation.of(new double[] {1, 2, 2, 3}, new double[] {1, 2, 3, 4}),
        1e-12);
    assertEquals(0, RankCorrelation.of(new double[] {1, 1}, new double[] {1, 2}));
  }

  @Test
  void distrustsAMapThatDoesNotDependOnTheWeights() {
    MapTrust trust = check(new RandomMap());
    assertEquals(1, trust.randomized().orElseThrow(), 1e-12);
    assertEquals(
        "do not trust: hardly changes when all weights are random (1.00; below 0.5 expected)",
        trust.line());
  }

  @Test
  void leavesTheNetworkAsItWas() {
    Map<String, double[]> before = values();
    MapTrust trust = check(new Gradient());
    assertTrue(trust.randomized().orElseThrow() < 1, trust.line());
    assertSame(before, values());
    assertThrows(
        IllegalStateException.class,
        () ->
            ShuffledParameters.during(
                net.subject().network(),
                1,
                () -> {
                  throw new IllegalStateException("fails");
                }));
    assertSame(before, values());
  }

  @Test
  void doesNotRunExpensiveMethodsTwice() {
    MapTrust trust = check(new Occlusion());
    assertFalse(trust.randomized().isPresent());
    assertEquals("not tried with random weights, which would take too long", trust.line());
  }

  @Test
  void saysWhyAndWhatInALine() {
    var none = OptionalDouble.empty();
    assertEquals(
        "changes with the weights (rank correlation 0.08), agrees with occlusion (0.61)",
        new MapTrust(false, none, OptionalDouble.of(0.08), OptionalDouble.of(0.61)).line());
    assertEquals(
        "do not trust: does not add up to the score (gap 7.0 %; up to 5 % expected)",
        new MapTrust(false, OptionalDouble.of(0.07), none, none).line());
    assertEquals(
        "nothing to trust: the map is the same everywhere",
        new MapTrust(true, none, none, none).line());
  }
}
