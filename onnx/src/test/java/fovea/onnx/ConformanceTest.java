package fovea.onnx;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.onnx.OnnxModel;
import fovea.format.onnx.OnnxTensors;
import fovea.format.onnx.OnnxValue;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.onnx.operator.ConstantImport;
import fovea.onnx.operator.TracedValue;
import fovea.testdata.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** ONNX's own cases: those of one operator, and old exports of PyTorch. */
class ConformanceTest {
  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-5;

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    return all().stream()
        .map(
            folder ->
                LeftOut.reason(folder)
                    .map(reason -> declined(folder, reason))
                    .orElseGet(() -> computed(folder)));
  }

  @Test
  void everyReasonIsStillNeeded() throws IOException {
    var unused = new TreeSet<>(LeftOut.names());
    all().forEach(folder -> LeftOut.names(folder).forEach(unused::remove));
    assertTrue(unused.isEmpty(), () -> "left out, but not there: " + unused);
  }

  private static List<Path> all() throws IOException {
    Path root = TestData.path("onnx-node-tests");
    try (var files = Files.walk(root, 3)) {
      return files
          .filter(file -> file.endsWith("model.onnx"))
          .map(file -> file.getParent())
          .sorted()
          .toList();
    }
  }

  private static DynamicTest computed(Path folder) {
    return DynamicTest.dynamicTest(
        name(folder), () -> assertDoesNotThrow(() -> check(folder), name(folder)));
  }

  /** What is left out is refused with a sentence, not computed wrongly. */
  private static DynamicTest declined(Path folder, String reason) {
    return DynamicTest.dynamicTest(
        name(folder) + " (left out: " + reason + ")",
        () -> {
          var error = assertThrows(RuntimeException.class, () -> check(folder));
          assertTrue(
              error instanceof FoveaException || error instanceof FormatException,
              () -> "not refused in a sentence: " + error);
        });
  }

  private static String name(Path folder) {
    return folder.getParent().getFileName() + "/" + folder.getFileName();
  }

  private static void check(Path folder) {
    OnnxModel model = OnnxModel.read(folder.resolve("model.onnx"));
    Path data = folder.resolve("test_data_set_0");
    Map<String, TracedValue> given = new HashMap<>();
    for (NamedArray array : model.graph().initializers()) {
      given.put(array.name(), ConstantImport.known(array));
    }
    List<OnnxValue> inputs = model.graph().inputs();
    String operator = model.graph().nodes().getFirst().operator();
    boolean sizes = operator.equals("Resize");
    for (int i = 0; i < inputs.size(); i++) {
      Path file = data.resolve("input_" + i + ".pb");
      if (Files.exists(file)) {
        NamedArray array = OnnxTensors.read(file);
        boolean picture =
            array.type().isReal()
                && !array.shape().isEmpty()
                && (i == 0 || !sizes)
                && !operator.equals("OneHot");
        TracedValue.Known known = ConstantImport.known(array);
        given.put(inputs.get(i).name(), picture ? TracedValue.of(Tensor.of(known.data())) : known);
      }
    }
    List<TracedValue> outputs = new ArrayList<>();
    for (OnnxValue output : model.graph().outputs()) {
      GraphCheck.leadingTo(output.name(), model.graph());
      outputs.add(Interpreter.run(model, "", output.name(), given));
    }
    if (LeftOut.isRandom(folder)) {
      return;
    }
    IntStream.range(0, outputs.size())
        .forEach(
            i ->
                same(
                    OnnxTensors.read(data.resolve("output_" + i + ".pb")),
                    outputs.get(i),
                    "output " + i));
  }

  private static void same(NamedArray expected, TracedValue found, String what) {
    List<Long> shape = new ArrayList<>();
    for (int dim : found.shape().dims()) {
      shape.add((long) dim);
    }
    assertEquals(expected.shape(), shape, what);
    HostBuffer values =
        found instanceof TracedValue.Known(HostBuffer data) ? data : found.tensor().value();
    double[] numbers = expected.toDoubles();
    for (int i = 0; i < numbers.length; i++) {
      double error = Math.abs(numbers[i] - values.at(i));
      boolean close =
          Double.compare(numbers[i], values.at(i)) == 0
              || numbers[i] == values.at(i)
              || error <= ABSOLUTE + RELATIVE * Math.abs(numbers[i]);
      int at = i;
      assertTrue(
          close,
          () -> "%s [%d]: expected %s, found %s".formatted(what, at, numbers[at], values.at(at)));
    }
  }
}
