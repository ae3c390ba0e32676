package fovea.testkit.golden;

import static org.junit.jupiter.api.Assertions.assertAll;

import fovea.format.NamedArray;
import fovea.format.Safetensors;
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
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.testdata.TestData;
import fovea.testkit.Close;
import fovea.testkit.Devices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Optimizers step by step against PyTorch's, on a quadratic, at the rates that the file gives. */
class OptimizerTest {

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
        "goldens",
        "optimisers.safetensors",
        path -> {
          Devices.assume(device);
          Safetensors file = Safetensors.read(path);
          assertAll(
              names(file).map(name -> () -> check(file, name, new Run(device, dtype), tolerance)));
        });
  }

  private static Stream<String> names(Safetensors file) {
    return file.arrays().stream()
        .map(NamedArray::name)
        .filter(name -> name.endsWith(".w"))
        // One-cycle moves the momentum with the rate, as training does: tested there.
        .filter(name -> !name.contains("onecycle"))
        .map(name -> name.substring(0, name.length() - 2));
  }

  private record Run(Device device, DType dtype) {}

  private static void check(Safetensors file, String name, Run run, double tolerance) {
    String problem = Objects.requireNonNull(file.metadata().get("problem"));
    HostBuffer start = vector(problem, "w0", run.dtype);
    Tensor slope = Tensor.of(vector(problem, "a", run.dtype));
    Tensor bottom = Tensor.of(vector(problem, "c", run.dtype));
    Update update = update(name);
    List<Variable> targets = new ArrayList<>();
    targets.add(new Variable("w", start.type(), true, () -> start));
    for (int i = 1; i < update.targets(); i++) {
      targets.add(
          new Variable("moment" + i, start.type(), false, () -> HostBuffer.allocate(start.type())));
    }
    Compiled step =
        Compiled.of(
                arguments -> {
                  Tensor weight = targets.getFirst().tensor();
                  Tensor away = weight.sub(bottom);
                  Tensor loss = slope.mul(away.mul(away)).sum().mul(0.5);
                  List<Tensor> inputs =
                      new ArrayList<>(targets.stream().map(Variable::tensor).toList());
                  inputs.addAll(Gradients.of(loss, List.of(weight)));
                  inputs.addAll(arguments);
                  Node node = Node.of(update, inputs);
                  for (int i = 0; i < targets.size(); i++) {
                    Trace.assign(targets.get(i), node.output(i));
                  }
                  return List.of(loss);
                })
            .on(run.device);
    double[] rates = file.array(name + ".lr").toDoubles();
    double[] expected = file.array(name + ".w").toDoubles();
    int size = expected.length / rates.length;
    for (int i = 0; i < rates.length; i++) {
      step.call(List.of(scalar(rates[i]), scalar(i + 1)));
      double[] row = Arrays.copyOfRange(expected, i * size, (i + 1) * size);
      double[] found = targets.getFirst().value().doubles();
      Close.check(name + ", step " + (i + 1) + ", weight", row, found, tolerance, 0);
    }
  }

  /** The update that a name such as {@code sgd(lr=0.05,momentum=0.9)+step(5,0.1)} stands for. */
  private static Update update(String name) {
    String kind = name.substring(0, name.indexOf('('));
    Map<String, Double> options =
        Arrays.stream(name.substring(name.indexOf('(') + 1, name.indexOf(')')).split(","))
            .map(option -> option.split("="))
            .collect(
                Collectors.toMap(
                    part -> part[0], part -> part.length > 1 ? Double.parseDouble(part[1]) : 1.0));
    double momentum = options.getOrDefault("momentum", 0.0);
    double decay = options.getOrDefault("weight_decay", 0.0);
    double beta1 = options.getOrDefault("beta1", 0.9);
    double beta2 = options.getOrDefault("beta2", 0.999);
    return switch (kind) {
      case "sgd" -> new Update.Sgd(momentum, options.containsKey("nesterov"), decay);
      case "adam" -> new Update.Adam(beta1, beta2, 1e-8, decay, false);
      case "adamw" ->
          new Update.Adam(beta1, beta2, 1e-8, options.getOrDefault("weight_decay", 0.01), true);
      case "rmsprop" ->
          new Update.RmsProp(options.getOrDefault("alpha", 0.99), 1e-8, momentum, decay);
      case "adagrad" -> new Update.Adagrad(1e-10, decay);
      default -> throw new IllegalArgumentException("no optimizer is known as " + kind);
    };
  }

  /** The vector {@code name=[..]} in the text of the problem. */
  private static HostBuffer vector(String problem, String name, DType dtype) {
    Matcher match = Pattern.compile("\\b" + name + "=\\[([^]]*)]").matcher(problem);
    if (!match.find()) {
      throw new IllegalArgumentException("no " + name + " in " + problem);
    }
    double[] values =
        Arrays.stream(match.group(1).split(",")).mapToDouble(Double::parseDouble).toArray();
    return HostBuffer.of(new TensorType(Shape.of(values.length), dtype), values);
  }

  private static HostBuffer scalar(double value) {
    return HostBuffer.of(new TensorType(Shape.scalar(), DType.F64), value);
  }
}
