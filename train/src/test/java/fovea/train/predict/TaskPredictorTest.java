package fovea.train.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.batch.Batch;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.Network;
import fovea.nn.Tensors;
import fovea.train.Tiny;
import fovea.train.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class TaskPredictorTest {

  private static HostBuffer floats(int rows, double... values) {
    return HostBuffer.of(TensorType.f32(rows, values.length / rows), values);
  }

  @Test
  void outputsBecomeWhatTheirTaskShows() {
    Network both =
        in ->
            Tensors.of("kind", in.at("a").add(in.at("b")))
                .and("tags", in.at("a"))
                .and("size", in.at("b"));
    Task task =
        Task.joint("kind", Task.classification())
            .and("tags", Task.multiLabel())
            .and("size", Task.regression());
    SequencedMap<String, HostBuffer> inputs = new LinkedHashMap<>();
    inputs.put("a", floats(2, 0, 0, 0, 0));
    inputs.put("b", floats(2, 1, 1, 3, 3));
    Batch batch = new Batch(inputs, new LinkedHashMap<>());
    var found = Tiny.onReference(() -> TaskPredictor.of(both, task).predict(batch));
    assertEquals(List.of("kind", "tags", "size"), List.copyOf(found.keySet()));
    assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, found.get("kind").floats(), 1e-6f);
    assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, found.get("tags").floats(), 1e-6f);
    assertArrayEquals(new float[] {1, 1, 3, 3}, found.get("size").floats(), 0);
  }

  /** A sigmoid makes a number of infinity, and on some devices of NaN. */
  @Test
  void aSigmoidHidesNoNumberThatIsNotFinite() {
    var labels = TaskPredictor.of(in -> in.map(Tensor::log), Task.multiLabel());
    assertThrows(FoveaException.class, () -> labels.predict(Batch.of(floats(1, 1, -1))));
    assertThrows(FoveaException.class, () -> labels.predict(Batch.of(floats(1, 1, 0))));
    assertEquals(0.5f, labels.predict(Batch.of(floats(1, 1))).firstEntry().getValue().at(0), 1e-6);
  }

  @Test
  void numbersThatAreNotFiniteAreRefused() {
    TaskPredictor logs =
        Tiny.onReference(() -> TaskPredictor.of(in -> in.map(Tensor::log), Task.regression()));
    Batch zero = Batch.of(floats(2, 1, 0));
    FoveaException e = assertThrows(FoveaException.class, () -> logs.predict(zero));
    assertTrue(
        e.getMessage().startsWith("example 2: expected finite input from the network, found -Inf"),
        e.getMessage());
  }
}
