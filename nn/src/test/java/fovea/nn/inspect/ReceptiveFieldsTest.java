package fovea.nn.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.ReceptiveField;
import fovea.graph.Tensor;
import fovea.graph.type.TensorType;
import fovea.nn.ForwardPass;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.MaxPool2d;
import fovea.nn.layer.Sequential;
import org.junit.jupiter.api.Test;

class ReceptiveFieldsTest {
  private final Tensor picture = Tensor.full(TensorType.f32(1, 1, 12, 12), 0);

  @Test
  void anyValueOfAPassHasOne() {
    var network =
        Sequential.of(new Conv2d(1, 2, 5).padding(2), new MaxPool2d(2), new Conv2d(2, 2, 3));
    ForwardPass pass = ForwardPass.of(network, picture);
    var conv = new ReceptiveField.Axis(5, 1, -2);
    var pool = new ReceptiveField.Axis(6, 2, -2);
    var last = new ReceptiveField.Axis(10, 2, -2);
    assertEquals(new ReceptiveField(conv, conv), ReceptiveFields.between(picture, pass.at("0")));
    assertEquals(new ReceptiveField(pool, pool), ReceptiveFields.between(picture, pass.at("1")));
    assertEquals(new ReceptiveField(last, last), ReceptiveFields.between(picture, pass.output()));
    Tensor flat = new Flatten().apply(pass.output());
    assertTrue(ReceptiveFields.between(picture, flat).isWhole());
  }

  @Test
  void computedWeightsSeeNothing() {
    var conv = new Conv2d(1, 1, 3);
    Tensor y = picture.conv2d(conv.weight().tensor().mul(2));
    var three = new ReceptiveField.Axis(3, 1, 0);
    assertEquals(new ReceptiveField(three, three), ReceptiveFields.between(picture, y));
  }
}
