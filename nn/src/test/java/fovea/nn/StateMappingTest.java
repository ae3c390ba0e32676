package fovea.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.StateMapping.Source;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StateMappingTest {
  private static final Source WEIGHT = new Source("dense/kernel:0", "0.weight", buffer(2, 3), true);
  private static final Source BIAS = Source.of("0.bias", buffer(2));

  private final Sequential net = Sequential.of(new Linear(3, 2), new Linear(2, 2));

  private static HostBuffer buffer(int... dims) {
    TensorType type = TensorType.f32(dims);
    int size = Math.toIntExact(type.shape().elements());
    return HostBuffer.of(type, IntStream.rangeClosed(1, size).asDoubleStream().toArray());
  }

  @Test
  void everyTensorHasARow() {
    var mapping =
        StateMapping.of(
            net,
            List.of(
                WEIGHT, BIAS, Source.of("1.weight", buffer(3, 2)), Source.of("other", buffer(1))));
    assertEquals(
        List.of("Matched", "Matched", "Mismatch", "Missing", "Unexpected"),
        mapping.rows().stream().map(row -> row.getClass().getSimpleName()).toList());
    assertEquals(
        List.of(
            "1.weight has shape [3, 2] instead of [2, 2]", "1.bias is missing", "other is unknown"),
        mapping.differences());
    assertFalse(mapping.fitsExcept(List.of("1")));
    assertTrue(StateMapping.of(net, List.of(WEIGHT, BIAS)).fitsExcept(List.of("1")));
  }

  @Test
  void nothingIsLoadedUnlessAllFits() {
    double[] before = value("0.weight");
    var mapping = StateMapping.of(net, List.of(WEIGHT, BIAS));
    assertThrows(FoveaException.class, mapping::load);
    assertArrayEquals(before, value("0.weight"));
    mapping.loadPart();
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, value("0.weight"));
    assertArrayEquals(new double[] {1, 2}, value("0.bias"));
  }

  @Test
  void aLongListIsCutShort() {
    List<Source> many =
        IntStream.range(0, 100).mapToObj(i -> Source.of("tensor" + i, buffer(1))).toList();
    var mapping = StateMapping.of(net, many);
    assertEquals(104, mapping.differences().size());
    String message = assertThrows(FoveaException.class, mapping::load).getMessage();
    assertTrue(message.contains("and 92 more"), message);
    assertTrue(StateMapping.of(Sequential.of(), Collections.emptyList()).rows().isEmpty());
  }

  @Test
  void whatIsNotFiniteIsNamedAndNothingIsLoaded() {
    double[] before = value("0.weight");
    HostBuffer bad = buffer(2, 3);
    bad.set(1, Double.NaN);
    bad.set(5, Double.NEGATIVE_INFINITY);
    HostBuffer wide = HostBuffer.of(new TensorType(Shape.of(2), DType.F64), 1, 1e300);
    var mapping =
        StateMapping.of(
            net,
            List.of(
                new Source("dense/kernel:0", "0.weight", bad, true), Source.of("0.bias", wide)));
    String message = assertThrows(FoveaException.class, mapping::loadPart).getMessage();
    assertEquals(
        "expected finite weights, but dense/kernel:0 holds 2 numbers that are NaN or infinite,"
            + " 0.bias holds a number that is NaN or infinite; get the file again, or take the"
            + " weights from before the training diverged",
        message);
    assertArrayEquals(before, value("0.weight"));
  }

  @Test
  void whatIsLeftOutNeedNotBeFinite() {
    double[] before = value("1.bias");
    HostBuffer bad = HostBuffer.of(TensorType.f32(2), Double.NaN, 1);
    var mapping = StateMapping.of(net, List.of(WEIGHT, Source.of("1.bias", bad)));
    assertThrows(FoveaException.class, mapping::loadPart);
    mapping.loadExcept(List.of("1"));
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, value("0.weight"));
    assertArrayEquals(before, value("1.bias"));
  }

  private double[] value(String name) {
    return StateDict.of(net).get(name).doubles();
  }
}
