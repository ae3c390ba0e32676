package fovea.testkit.golden;

import fovea.graph.Compiled;
import fovea.graph.Gradients;
import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.Variable;
import fovea.graph.op.Update;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.testdata.TestData;
import fovea.testkit.Close;
import fovea.testkit.Devices;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Ops and their gradients against values that PyTorch has computed in double. */
class GoldenOpTest {

  @TestFactory
  Stream<DynamicTest> referenceInF64() {
    return each(Device.REFERENCE, DType.F64, 1e-6);
  }

  @TestFactory
  Stream<DynamicTest> referenceInF32() {
    return each(Device.REFERENCE, DType.F32, 1e-5);
  }

  @TestFactory
  Stream<DynamicTest> cpu() {
    return each(Device.CPU, DType.F32, 1e-5);
  }

  private static Stream<DynamicTest> each(Device device, DType dtype, double tolerance) {
    return TestData.each(
        "goldens/ops",
        ".safetensors",
        file -> {
          Devices.assume(device);
          check(file, device, dtype, tolerance);
        });
  }

  private static void check(Path file, Device device, DType dtype, double tolerance) {
    Golden golden = Golden.read(file);
    List<String> names =
        golden.names("in.", "param.", "running_mean.before", "running_var.before", "dout");
    List<String> gradients = golden.names("grad.");
    Map<String, Variable> statistics = new HashMap<>();
    for (String name : golden.names("running_mean.after", "running_var.after")) {
      HostBuffer before = golden.buffer(name.replace("after", "before"), dtype);
      statistics.put(name, new Variable(name, before.type(), false, () -> before));
    }
    List<HostBuffer> results =
        Compiled.of(
                arguments -> {
                  Map<String, Tensor> arrays = new HashMap<>();
                  for (int i = 0; i < names.size(); i++) {
                    arrays.put(names.get(i), arguments.get(i));
                  }
                  Tensor out = GoldenOp.build(golden, arrays);
                  Tensor upstream = Objects.requireNonNull(arrays.get("dout"));
                  List<Tensor> all = new ArrayList<>(List.of(out));
                  all.addAll(
                      Gradients.of(
                          out,
                          upstream.reshape(out.shape()),
                          gradients.stream()
                              .map(
                                  name ->
                                      Objects.requireNonNull(
                                          arrays.get(name.substring("grad.".length()))))
                              .toList()));
                  if (golden.flag("training")) {
                    updateStatistics(golden, arrays, statistics);
                  }
                  return all;
                })
            .on(device)
            .call(names.stream().map(name -> golden.buffer(name, dtype)).toList());
    Close.check("out", golden.values("out"), results.getFirst().doubles(), tolerance, 0);
    for (int i = 0; i < gradients.size(); i++) {
      String name = gradients.get(i);
      Close.check(name, golden.values(name), results.get(i + 1).doubles(), tolerance, 0);
    }
    statistics.forEach(
        (name, variable) ->
            Close.check(name, golden.values(name), variable.value().doubles(), tolerance, 0));
  }

  private static void updateStatistics(
      Golden golden, Map<String, Tensor> arrays, Map<String, Variable> statistics) {
    Node norm = GoldenOp.batchNorm(golden, arrays);
    double count = norm.input(0).shape().elements() / (double) norm.input(1).shape().elements();
    double momentum = golden.number("momentum", 0.1);
    statistics.forEach(
        (name, variable) -> {
          boolean mean = name.startsWith("running_mean");
          Update update = new Update.RunningMean(momentum, mean ? 1 : count / (count - 1));
          Tensor value = norm.output(mean ? 1 : 2);
          Trace.assign(variable, Tensor.of(update, variable.tensor(), value));
        });
  }
}
