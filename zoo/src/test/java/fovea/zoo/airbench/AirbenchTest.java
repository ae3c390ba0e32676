package fovea.zoo.airbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Parameters;
import fovea.nn.inspect.Summary;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.NetworkArguments;
import java.util.List;
import org.junit.jupiter.api.Test;

class AirbenchTest {

  @Test
  void hasTheOriginalsNamesAndSizes() {
    var network = Zoo.create("airbench94");
    assertEquals(
        List.of(
            "whiten.weight",
            "whiten.bias",
            "layers.1.conv1.weight",
            "layers.1.norm1.bias",
            "layers.1.conv2.weight",
            "layers.1.norm2.bias"),
        List.copyOf(Parameters.of(network).keySet()).subList(0, 6));
    assertEquals(1_971_640, Parameters.count(network));
    var shapes = Summary.of(network, TensorType.f32(1, 3, 32, 32)).rows();
    assertEquals(Shape.of(1, 24, 31, 31), shapes.getFirst().output());
    assertEquals(Shape.of(1, 10), shapes.getLast().output());
  }

  @Test
  void pathsAreThoseOfItsLayers() {
    var names = Parameters.of(Zoo.create(Airbench.NAME)).keySet();
    Airbench.NORMS.forEach(norm -> assertTrue(names.contains(norm + ".bias"), norm));
    assertEquals(6, names.stream().filter(name -> name.contains("norm")).count());
  }

  @Test
  void widthsAndPicturesMayBeOthers() {
    var narrow = Zoo.create("airbench94:block1=8,block2=16,block3=12");
    assertEquals(Shape.of(10, 12), Parameters.of(narrow).get("head.weight").shape());
    var gray = Zoo.create("airbench94", new NetworkArguments(10, 1, 28, 28));
    assertEquals(
        Shape.of(8, 1, 2, 2), Parameters.of(gray).get(Airbench.WHITENING + ".weight").shape());
    String message =
        assertThrows(FoveaException.class, () -> Zoo.create("airbench94:block1=0")).getMessage();
    assertTrue(message.contains("expected a number from 1 to 4096"), message);
    assertThrows(
        FoveaException.class, () -> Zoo.create("airbench94", new NetworkArguments(10, 3, 8, 8)));
  }

  @Test
  void convolutionsStartAsTheIdentityOnWhatComesIn() {
    var network = Zoo.create("airbench94:block1=26,block2=24,block3=24");
    HostBuffer wider = Parameters.of(network).get("layers.1.conv1.weight").value();
    HostBuffer narrower = Parameters.of(network).get("layers.2.conv1.weight").value();
    assertEquals(Shape.of(26, 24, 3, 3), wider.type().shape());
    for (int output = 0; output < 24; output++) {
      for (int i = 0; i < 24 * 9; i++) {
        assertEquals(i == output * 9 + 4 ? 1 : 0, wider.at(output * 24L * 9 + i));
      }
    }
    double bound = 1 / Math.sqrt(24 * 9);
    for (int i = 24 * 24 * 9; i < 26 * 24 * 9; i++) {
      assertTrue(Math.abs(wider.at(i)) <= bound && wider.at(i) != 0);
    }
    assertEquals(1, narrower.at(23 * 26L * 9 + 23 * 9 + 4));
  }
}
