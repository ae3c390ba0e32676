package fovea.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.activation.Relu;
import fovea.nn.init.Init;
import fovea.nn.init.KeyedRandom;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What parameters start with that nobody has initialized. */
class FirstValuesTest {
  private static final Tensor X = Tensor.full(TensorType.f32(1, 3), 1);

  private static List<Double> values(Param param) {
    return Arrays.stream(param.value().doubles()).boxed().toList();
  }

  private static void assertAllDiffer(Linear... layers) {
    assertEquals(
        layers.length, Arrays.stream(layers).map(each -> values(each.weight())).distinct().count());
    assertEquals(
        layers.length, Arrays.stream(layers).map(each -> values(each.bias())).distinct().count());
  }

  private static double[] drawn(long seed, String path) {
    HostBuffer values = HostBuffer.allocate(TensorType.f32(2, 3));
    Init.torchUniform().fill(values, KeyedRandom.of(seed, path));
    return values.doubles();
  }

  @Test
  void layersThatAreUsedAloneDiffer() {
    Linear first = new Linear(3, 2);
    Linear second = new Linear(3, 2);
    X.apply(first);
    X.apply(second);
    Linear walked = new Linear(3, 2);
    Parameters.of(walked);
    assertAllDiffer(first, second, walked, new Linear(3, 2));
  }

  @Test
  void layersInALambdaDiffer() {
    Linear first = new Linear(3, 3);
    Linear second = new Linear(3, 3);
    X.apply(Sequential.of(new Relu(), x -> x.apply(first).apply(second)));
    assertAllDiffer(first, second);
  }

  @Test
  void parametersWithoutALayerDiffer() {
    List<Param> all =
        IntStream.range(0, 3).mapToObj(_ -> Param.of(Shape.of(4), Init.uniform(1))).toList();
    assertEquals(3, all.stream().map(FirstValuesTest::values).distinct().count());
  }

  @Test
  void inANetworkTheyFollowFromThePathWhateverWasUsedBefore() {
    for (int i = 0; i < 2; i++) {
      values(new Linear(3, 2).weight());
      Linear layer = new Linear(3, 2);
      X.apply(Sequential.of(new Relu(), layer));
      assertArrayEquals(drawn(0, "1.weight"), layer.weight().value().doubles());
    }
  }

  @Test
  void aLayerThatWasUsedAloneButNotLookedAtFollowsTheNetwork() {
    Linear layer = new Linear(3, 2);
    Tensor before = X.apply(layer);
    Parameters.of(Sequential.of(layer));
    assertArrayEquals(drawn(0, "0.weight"), layer.weight().value().doubles());
    assertArrayEquals(before.floats(), X.apply(layer).floats());
  }

  @Test
  void aValueThatWasLookedAtStays() {
    Linear layer = new Linear(3, 2);
    List<Double> seen = values(layer.weight());
    Parameters.of(Sequential.of(layer));
    X.apply(Sequential.of(new Relu(), layer));
    assertEquals(seen, values(layer.weight()));
  }

  @Test
  void initializingOverrides() {
    Linear layer = new Linear(3, 2);
    Linear twin = new Linear(3, 2);
    values(layer.weight());
    Parameters.initialize(layer, 5);
    Parameters.initialize(twin, 5);
    assertArrayEquals(drawn(5, "weight"), layer.weight().value().doubles());
    assertEquals(values(layer.weight()), values(twin.weight()));
    Parameters.of(Sequential.of(twin));
    assertEquals(values(layer.weight()), values(twin.weight()));
  }
}
