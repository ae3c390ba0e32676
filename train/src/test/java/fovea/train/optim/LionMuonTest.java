package fovea.train.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.Variable;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.StateDict;
import fovea.train.Tiny;
import fovea.train.TrainStep;
import fovea.train.task.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lion and Muon against values of a plain implementation in double precision. */
class LionMuonTest {
  private static final Optimizer LION = new Lion(0.1).weightDecay(0.1);
  private static final Optimizer MUON =
      new Muon(0.2).weightDecay(0.1).others(new Sgd(0.1).momentum(0.9));

  @Test
  void theyFollowAPlainImplementation() throws IOException {
    compare(DType.F64, 1e-9);
    compare(DType.F32, 1e-3);
  }

  private static void compare(DType dtype, double tolerance) throws IOException {
    SequencedMap<String, Run> runs = new LinkedHashMap<>();
    int compared = 0;
    for (String line : lines()) {
      String[] words = line.split(" ");
      Optimizer optimizer = words[0].equals("lion") ? LION : MUON;
      Run run =
          runs.computeIfAbsent(
              words[0] + words[1], _ -> new Run(optimizer, shape(words[1]), dtype));
      double[] expected = Arrays.stream(words).skip(3).mapToDouble(Double::parseDouble).toArray();
      int number = Integer.parseInt(words[2]);
      run.step(optimizer.rate() / number, number);
      assertArrayEquals(expected, run.weights.value().doubles(), tolerance, line.substring(0, 20));
      compared++;
    }
    assertEquals(48, compared);
  }

  private static List<String> lines() throws IOException {
    try (var in = LionMuonTest.class.getResourceAsStream("lion-muon.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  private static Shape shape(String dims) {
    return Shape.of(Arrays.stream(dims.split("x")).mapToInt(Integer::parseInt).toArray());
  }

  /** Minimizes {@code 0.5 * sum(a * (w - c)^2)}. */
  private static final class Run {
    private final OptimizerState state = new OptimizerState();
    private final Variable weights;
    private final Compiled compiled;

    Run(Optimizer optimizer, Shape shape, DType dtype) {
      TensorType type = new TensorType(shape, dtype);
      weights = new Variable("w", type, true, () -> values(type, Math::cos));
      Tensor center = Tensor.of(values(type, Math::sin));
      Tensor curvature = Tensor.of(values(type, i -> 1 + i / 10));
      SequencedMap<String, Variable> trained = new LinkedHashMap<>();
      trained.put("w", weights);
      var grouped = new GroupedOptimizer(optimizer, List.of());
      compiled =
          Compiled.of(
                  in -> {
                    Tensor gradient = weights.tensor().sub(center).mul(curvature);
                    grouped.change(
                        trained, List.of(gradient), List.of(in.get(0), in.get(1)), state);
                    return List.of(in.get(0));
                  })
              .on(Device.REFERENCE);
    }

    private static HostBuffer values(TensorType type, DoubleUnaryOperator function) {
      int count = Math.toIntExact(type.shape().elements());
      return HostBuffer.of(
          type, IntStream.range(0, count).mapToDouble(i -> function.applyAsDouble(i)).toArray());
    }

    void step(double rate, int number) {
      compiled.call(List.of(scalar(rate), scalar(number)));
    }

    private static HostBuffer scalar(double value) {
      return HostBuffer.of(new TensorType(Shape.scalar(), DType.F64), value);
    }
  }

  @Test
  void theyLearn() {
    for (Optimizer optimizer : List.of(new Lion(0.003), new Muon(0.02).others(new Sgd(0.05)))) {
      Device.REFERENCE.use(
          () -> {
            var step = TrainStep.of(Tiny.net(), optimizer, Task.classification());
            double first = step.run(Tiny.examples(), optimizer.rate());
            double last = first;
            for (int i = 0; i < 12; i++) {
              last = step.run(Tiny.examples(), optimizer.rate());
            }
            assertTrue(last < 0.7 * first, optimizer + ": " + first + " → " + last);
            return last;
          });
    }
  }

  @Test
  void aGroupMayHaveAnOptimizerOfItsOwn() {
    double[] alone = changed(new Sgd(0.5), 0.5);
    double[] beside =
        changed(new Muon(0.02), 0.02, ParameterGroup.of("fc").optimizer(new Sgd(0.5)));
    assertArrayEquals(alone, beside, 1e-6);
    double[] halved =
        changed(new Muon(0.02), 0.01, ParameterGroup.of("fc").optimizer(new Sgd(0.5)));
    assertArrayEquals(changed(new Sgd(0.5), 0.25), halved, 1e-6);
    assertEquals(
        0.2,
        new GroupedOptimizer(
                new Muon(0.02),
                List.of(
                    ParameterGroup.of("fc").weightDecay(2).optimizer(new Sgd(1).weightDecay(0.1))))
            .decay("fc.weight", TensorType.f32(4, 64)));
  }

  private static double[] changed(Optimizer optimizer, double rate, ParameterGroup... groups) {
    return Tiny.onReference(
        () -> {
          var net = Tiny.net();
          TrainStep.of(net, optimizer, Task.classification())
              .groups(groups)
              .run(Tiny.examples(), rate);
          return StateDict.of(net).get("fc.weight").doubles();
        });
  }

  @Test
  void settingsOutOfRangeAreSentences() {
    var e = assertThrows(FoveaException.class, () -> new Muon(0.02).momentum(1));
    assertEquals(
        "momentum: expected a number of 0 or more and less than 1, found 1.0; choose another value",
        e.getMessage());
    assertThrows(FoveaException.class, () -> new Muon(0));
    assertThrows(FoveaException.class, () -> new Lion(0.1).betas(0.9, -1));
  }
}
