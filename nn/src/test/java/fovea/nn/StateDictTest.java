package fovea.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.layer.BatchNorm1d;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class StateDictTest {
  private static Sequential net() {
    return Sequential.of(new Linear(2, 3), new BatchNorm1d(3));
  }

  @Test
  void holdsParametersAndStatesInPyTorchsOrder() {
    assertEquals(
        List.of(
            "0.weight",
            "0.bias",
            "1.weight",
            "1.bias",
            "1.running_mean",
            "1.running_var",
            "1.num_batches_tracked"),
        List.copyOf(StateDict.of(net()).keySet()));
    assertEquals(Shape.of(3, 2), StateDict.shapes(net()).get("0.weight"));
  }

  @Test
  void whatIsSavedLoadsAgain() {
    Sequential saved = net();
    Parameters.initialize(saved, 4);
    Sequential loaded = net();
    StateDict.load(loaded, StateDict.of(saved));
    assertArrayEquals(weight(saved), weight(loaded));
    // The file's memory is not the network's.
    SequencedMap<String, HostBuffer> values = StateDict.of(saved);
    StateDict.load(loaded, values);
    values.get("0.weight").set(0, 99);
    assertArrayEquals(weight(saved), weight(loaded));
  }

  @Test
  void valuesAreConvertedToTheNetworksTypes() {
    SequencedMap<String, HostBuffer> values = StateDict.of(net());
    values.replaceAll((_, value) -> value.cast(DType.F64));
    Sequential loaded = net();
    StateDict.load(loaded, values);
    assertEquals(TensorType.f32(3, 2), StateDict.of(loaded).get("0.weight").type());
    assertEquals(DType.I64, StateDict.of(loaded).get("1.num_batches_tracked").type().dtype());
  }

  @Test
  void countersMayBeMissing() {
    SequencedMap<String, HostBuffer> values = StateDict.of(net());
    values.remove("1.num_batches_tracked");
    StateDict.load(net(), values);
  }

  @Test
  void allDifferencesAreListedAndNothingIsChanged() {
    SequencedMap<String, HostBuffer> values = StateDict.of(net());
    values.remove("1.running_var");
    values.put("0.weight", HostBuffer.allocate(TensorType.f32(2, 3)));
    values.put("fc.weight", HostBuffer.allocate(TensorType.f32(2, 3)));
    values.put("0.bias", HostBuffer.of(TensorType.f32(3), 1, 2, 3));
    Sequential loaded = net();
    float[] before = StateDict.of(loaded).get("0.bias").floats();
    String message =
        assertThrows(FoveaException.class, () -> StateDict.load(loaded, values)).getMessage();
    assertTrue(message.contains("0.weight has shape [2, 3] instead of [3, 2]"), message);
    assertTrue(message.contains("1.running_var is missing"), message);
    assertTrue(message.contains("fc.weight is unknown"), message);
    assertArrayEquals(before, StateDict.of(loaded).get("0.bias").floats());
  }

  @Test
  void aResultFromBeforeLoadingIsOutOfDate() {
    Sequential net = net();
    Tensor y = Tensor.full(TensorType.f32(1, 2), 1).apply(net);
    StateDict.load(net, StateDict.of(net()));
    assertThrows(FoveaException.class, y::value);
  }

  private static float[] weight(Layer layer) {
    return StateDict.of(layer).get("0.weight").floats();
  }
}
