package fovea.nn.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Tensor;
import fovea.graph.op.Unary;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.activation.Relu;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Dropout;
import fovea.nn.layer.Sequential;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntermediatesTest {
  private static final HostBuffer X = HostBuffer.of(TensorType.f32(2, 1, 1, 2), 1, -2, 3, 5);

  private final Layer shared = new Relu();
  private final Layer net = Sequential.of(new Conv2d(1, 4, 1), shared, new Conv2d(4, 5, 1), shared);

  @Test
  void valuesHaveTheOrderOfTheNames() {
    Map<String, Tensor> found = Intermediates.of(net, "2", "0", "").apply(Tensor.of(X));
    assertEquals(List.of("2", "0", ""), List.copyOf(found.keySet()));
    assertEquals(Shape.of(2, 5, 1, 2), found.get("2").shape());
    assertEquals(Shape.of(2, 4, 1, 2), found.get("0").shape());
  }

  @Test
  void onePlanComputesThemForBatchesOfAnySize() {
    Intermediates looked = Intermediates.of(net, "1.relu", "1_1", "");
    for (int n : new int[] {2, 3, 2}) {
      HostBuffer batch = HostBuffer.allocate(TensorType.f32(n, 1, 1, 2));
      batch.set(0, n);
      Tensor x = Tensor.of(batch);
      Map<String, HostBuffer> values = looked.values(batch);
      assertEquals(List.of("1.relu", "1_1", ""), List.copyOf(values.keySet()));
      assertArrayEquals(
          looked.apply(x).get("1.relu").floats(), values.get("1.relu").floats(), 1e-6f);
      assertArrayEquals(x.apply(net).floats(), values.get("").floats(), 1e-6f);
      assertArrayEquals(values.get("").floats(), values.get("1_1").floats(), 0);
    }
  }

  @Test
  void allOpsOfAKind() {
    Map<String, HostBuffer> values = Intermediates.of(net, Unary.Relu.class).values(X);
    assertEquals(List.of("1.relu", "1.relu_1"), List.copyOf(values.keySet()));
    assertTrue(Arrays.stream(values.get("1.relu").doubles()).allMatch(value -> value >= 0));
  }

  @Test
  void trainingIsLookedAtWithoutAnEffect() {
    BatchNorm2d norm = new BatchNorm2d(1);
    Layer dropping = Sequential.of(norm, new Dropout(0.5));
    Intermediates looked = Intermediates.of(dropping, "0", "1", "0.batchNorm");
    Map<String, HostBuffer> first = looked.trainingValues(X, 7);
    assertEquals(0, Arrays.stream(first.get("0").doubles()).sum(), 1e-5);
    assertArrayEquals(first.get("1").floats(), looked.trainingValues(X, 7).get("1").floats(), 0);
    assertNotEquals(list(first.get("1")), list(looked.trainingValues(X, 12).get("1")));
    assertEquals(0, norm.norm().batches().value().at(0));
    assertArrayEquals(new double[] {0}, norm.norm().runningMean().value().doubles(), 0);
    assertArrayEquals(
        new double[] {1, -2, 3, 5},
        Intermediates.of(dropping, "1").values(X).get("1").doubles(),
        1e-4);
  }

  @Test
  void namesThatAreNotThereAreRefused() {
    Tensor x = Tensor.of(X);
    assertEquals(
        "nothing: the network computes nothing of this name; choose from 0, 0.conv2d, 1, 1.relu,"
            + " 1.relu_1, 1_1, 2, 2.conv2d",
        assertThrows(FoveaException.class, () -> Intermediates.of(net, "nothing").apply(x))
            .getMessage());
    record Bypass(Layer unused) implements Layer {
      @Override
      public Tensor forward(Tensor x) {
        return x;
      }
    }
    Intermediates never = Intermediates.of(new Bypass(new Relu()), "unused");
    assertThrows(FoveaException.class, () -> never.apply(x));
    assertArrayEquals(
        X.doubles(), Intermediates.of(new Bypass(new Relu()), "").values(X).get("").doubles(), 0);
    assertThrows(FoveaException.class, () -> never.values(X));
  }

  private static List<Double> list(HostBuffer values) {
    return Arrays.stream(values.doubles()).boxed().toList();
  }
}
