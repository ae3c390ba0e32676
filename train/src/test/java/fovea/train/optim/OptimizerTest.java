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
import fovea.train.schedule.Schedule;
import fovea.train.schedule.StepHyperparameters;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptimizerTest {

  @Test
  void followsPyTorchInDoublePrecision() {
    compareWithGoldens(DType.F64, 1e-6);
  }

  @Test
  void followsPyTorchWithSinglePrecisionMasters() {
    compareWithGoldens(DType.F32, 1e-5);
  }

  @Test
  void decayLeavesVectorsAloneUnlessAsked() {
    WeightDecay decay = WeightDecay.of(0.1);
    assertEquals(0.1, decay.on(TensorType.f32(4, 3, 2, 2)));
    assertEquals(0.1, decay.on(TensorType.f32(4, 3)));
    assertEquals(0, decay.on(TensorType.f32(4)));
    assertEquals(0, decay.on(TensorType.f32()));
    assertEquals(0.1, decay.everywhere().on(TensorType.f32(4)));
  }

  @Test
  void momentsAreSavedAndLoaded() {
    Optimizer optimizer = new Adam(0.1);
    double[] target = {1, 2, 3};
    QuadraticRun straight = new QuadraticRun(optimizer, new double[] {0, 0, 0}, target, DType.F32);
    QuadraticRun first = new QuadraticRun(optimizer, new double[] {0, 0, 0}, target, DType.F32);
    for (int step = 1; step <= 5; step++) {
      straight.step(0.1, step);
      first.step(0.1, step);
    }
    QuadraticRun second = new QuadraticRun(optimizer, first.weights(), target, DType.F32);
    second.state.load(first.state.values());
    straight.step(0.1, 6);
    second.step(0.1, 6);
    assertArrayEquals(straight.weights(), second.weights());
    assertEquals(List.of("w.mean", "w.square"), List.copyOf(second.state.slots().keySet()));
  }

  @Test
  void settingsOutOfRangeAreErrors() {
    FoveaException rate = assertThrows(FoveaException.class, () -> new Sgd(-1));
    assertTrue(rate.getMessage().contains("learning rate"), rate.getMessage());
    assertThrows(FoveaException.class, () -> new Sgd(Double.NaN));
    assertThrows(FoveaException.class, () -> new Sgd(0.1).momentum(1));
    assertThrows(FoveaException.class, () -> new Sgd(0.1).nesterov(true));
    assertThrows(FoveaException.class, () -> new Adam(0.1).betas(1, 0.5));
    assertThrows(FoveaException.class, () -> new AdamW(0.1).weightDecay(-0.1));
    assertThrows(FoveaException.class, () -> new RmsProp(0.1).alpha(2));
    assertThrows(FoveaException.class, () -> new Adagrad(0.1).epsilon(-1));
  }

  private static void compareWithGoldens(DType dtype, double tolerance) {
    OptimizerGoldens goldens = OptimizerGoldens.read();
    double[] curvature = goldens.vector("a");
    double[] center = goldens.vector("c");
    for (OptimizerGoldens.Case golden : goldens.cases()) {
      QuadraticRun run =
          new QuadraticRun(
              golden.optimizer().toOptimizer(), goldens.vector("w0"), center, dtype, curvature);
      int steps = golden.rates().length;
      for (int i = 0; i < steps; i++) {
        Schedule.Place place = new Schedule.Place(i, 1, steps);
        run.step(golden.schedule().toSchedule().hyperparameters(golden.base(), place), i + 1);
        double[] expected = golden.weights()[i];
        double[] found = run.weights();
        for (int j = 0; j < expected.length; j++) {
          double allowed = tolerance * Math.max(1, Math.abs(expected[j]));
          assertEquals(expected[j], found[j], allowed, golden + ", step " + (i + 1));
        }
      }
    }
  }

  /** Minimizes {@code 0.5 * sum(curvature * (w - center)^2)}. */
  private static final class QuadraticRun {
    private final OptimizerState state = new OptimizerState();
    private final Variable weights;
    private final Compiled compiled;

    QuadraticRun(Optimizer optimizer, double[] start, double[] center, DType dtype) {
      this(optimizer, start, center, dtype, new double[] {1, 1, 1});
    }

    QuadraticRun(
        Optimizer optimizer, double[] start, double[] center, DType dtype, double[] curvature) {
      TensorType type = new TensorType(Shape.of(start.length), dtype);
      weights = new Variable("w", type, true, () -> HostBuffer.of(type, start));
      compiled =
          Compiled.of(
                  in -> {
                    Tensor w = weights.tensor();
                    Tensor off = w.sub(Tensor.of(HostBuffer.of(type, center)));
                    Tensor weighted = off.mul(off).mul(Tensor.of(HostBuffer.of(type, curvature)));
                    Tensor loss = weighted.sum().mul(0.5);
                    Tensor gradient = loss.gradients(List.of(w)).getFirst();
                    var momentum =
                        in.size() > 2 ? Optional.of(in.get(2)) : Optional.<Tensor>empty();
                    var told = new Optimizer.Step.Told(in.get(0), in.get(1), momentum);
                    var trained = new Optimizer.Trainable.Trained(weights.name(), weights);
                    double own = optimizer.weightDecay().on(type);
                    var decay = new Optimizer.Trainable.Decay(own, 1);
                    new Optimizer.Trainable(trained, gradient, decay, state)
                        .update(optimizer, new Optimizer.Step(told, dtype));
                    return List.of(loss);
                  })
              .on(Device.REFERENCE);
    }

    void step(double rate, int step) {
      compiled.call(List.of(scalar(rate), scalar(step)));
    }

    void step(StepHyperparameters hyperparameters, int step) {
      switch (hyperparameters) {
        case StepHyperparameters.Rate(double rate) -> step(rate, step);
        case StepHyperparameters.WithMomentum(double rate, double momentum) ->
            compiled.call(List.of(scalar(rate), scalar(step), scalar(momentum)));
      }
    }

    private static HostBuffer scalar(double value) {
      return HostBuffer.of(new TensorType(Shape.scalar(), DType.F64), value);
    }

    double[] weights() {
      return weights.value().doubles();
    }
  }
}
