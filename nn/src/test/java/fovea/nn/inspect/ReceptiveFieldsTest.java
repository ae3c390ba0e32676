package fovea.nn.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.ReceptiveField;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.MaxPool2d;
import fovea.nn.layer.Sequential;
import org.junit.jupiter.api.Test;

class ReceptiveFieldsTest {
  private static final TensorType PICTURE = TensorType.f32(1, 1, 12, 12);

  private static ReceptiveField square(int size, int stride, int start) {
    var axis = new ReceptiveField.Axis(size, stride, start);
    return new ReceptiveField(axis, axis);
  }

  @Test
  void anyValueOfAPassHasOne() {
    var network =
        Sequential.of(
            new Conv2d(1, 2, 5).padding(2), new MaxPool2d(2), new Conv2d(2, 2, 3), new Flatten());
    ReceptiveFields fields = ReceptiveFields.of(network, PICTURE);
    assertEquals(square(5, 1, -2), fields.at("0"));
    assertEquals(square(6, 2, -2), fields.at("1"));
    assertEquals(square(10, 2, -2), fields.at("2"));
    assertTrue(fields.at("3").isWhole());
  }

  @Test
  void weightsThatAreComputedSeeNothing() {
    var conv = new Conv2d(1, 1, 3);
    Layer doubled = x -> x.conv2d(conv.weight().tensor().mul(2));
    assertEquals(square(3, 1, 0), ReceptiveFields.of(doubled, PICTURE).at(""));
  }
}
