package fovea.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.batch.Batch;
import fovea.graph.Compiled;
import fovea.graph.Plan;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Param;
import fovea.nn.Parameters;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.train.optim.Adagrad;
import fovea.train.optim.Adam;
import fovea.train.optim.AdamW;
import fovea.train.optim.Optimizer;
import fovea.train.optim.OptimizerState;
import fovea.train.optim.RmsProp;
import fovea.train.optim.Sgd;
import fovea.train.predict.Predictor;
import fovea.train.schedule.StepHyperparameters;
import fovea.train.task.Criterion;
import fovea.train.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainStepTest {

  private static TrainStep step(Tiny.Net net, Optimizer optimizer) {
    return Tiny.onReference(() -> TrainStep.of(net, optimizer, Task.classification()));
  }

  @Test
  void lossDecreasesUnderEveryOptimizer() {
    List<Optimizer> optimizers =
        List.of(
            new Sgd(0.1),
            new Sgd(0.02).momentum(0.9).nesterov(true),
            new Adam(0.01),
            new AdamW(0.01),
            new RmsProp(0.003),
            new Adagrad(0.05));
    Batch examples = Tiny.examples();
    for (Optimizer optimizer : optimizers) {
      TrainStep step = step(Tiny.net(), optimizer);
      double first = step.run(examples, optimizer.rate());
      double last = first;
      for (int i = 0; i < 12; i++) {
        last = step.run(examples, optimizer.rate());
      }
      assertTrue(last < 0.7 * first, optimizer + ": " + first + " → " + last);
      double accuracy = step.score().accuracy();
      assertTrue(accuracy > 0.5 && accuracy <= 1, "accuracy " + accuracy);
      assertEquals(13, step.steps());
    }
  }

  @Test
  void layersThatWereUsedAloneBeforeTrainAsOthersDo() {
    Sequential used = wide();
    for (Layer layer : used.layers().values()) {
      Parameters.of(layer).values().forEach(Param::value);
    }
    Sequential fresh = wide();
    List<OptimizerState> states = new ArrayList<>();
    for (Sequential net : List.of(used, fresh)) {
      Parameters.initialize(net, Tiny.SEED);
      TrainStep step =
          Tiny.onReference(
              () -> TrainStep.of(net, new Sgd(0.1).momentum(0.9), Task.classification()));
      step.run(Tiny.examples(), 0.1);
      step.run(Tiny.examples(), 0.1);
      states.add(step.state());
    }
    assertEquals(Tiny.values(fresh), Tiny.values(used));
    assertEquals(states.getLast().slots().keySet(), states.getFirst().slots().keySet());
    assertEquals(6, states.getFirst().slots().size());
  }

  private static Sequential wide() {
    return Sequential.of(new Flatten(), new Linear(36, 36), new Linear(36, 36), new Linear(36, 36));
  }

  @Test
  void scheduledMomentumTakesThePlaceOfTheOptimizers() {
    Batch examples = Tiny.examples();
    Tiny.Net own = Tiny.net();
    Tiny.Net scheduled = Tiny.net();
    TrainStep first = step(own, new Sgd(0.1).momentum(0.5).nesterov(true).weightDecay(0.01));
    TrainStep second = step(scheduled, new Sgd(0.1).momentum(0.9).nesterov(true).weightDecay(0.01));
    for (int i = 0; i < 3; i++) {
      double a = first.run(examples, 0.1);
      double b = second.run(examples, new StepHyperparameters.WithMomentum(0.1, 0.5));
      assertEquals(a, b, 1e-4);
    }
  }

  @Test
  void optimizersWithoutMomentumKeepTheirWayUnderAScheduledOne() {
    Batch examples = Tiny.examples();
    TrainStep plain = step(Tiny.net(), new Adam(0.01));
    TrainStep scheduled = step(Tiny.net(), new Adam(0.01));
    for (int i = 0; i < 3; i++) {
      double expected = plain.run(examples, 0.01);
      assertEquals(
          expected, scheduled.run(examples, new StepHyperparameters.WithMomentum(0.01, 0.5)));
    }
  }

  @Test
  void frozenParametersStay() {
    Tiny.Net net = Tiny.net();
    Parameters.freeze(net, "conv");
    TrainStep step = step(net, new Sgd(0.1).momentum(0.9).weightDecay(0.1));
    List<Double> conv = Tiny.list(net.conv().weight().value());
    List<Double> fc = Tiny.list(net.fc().weight().value());
    Batch examples = Tiny.examples();
    step.run(examples, 0.1);
    step.run(examples, 0.1);
    assertEquals(conv, Tiny.list(net.conv().weight().value()));
    assertNotEquals(fc, Tiny.list(net.fc().weight().value()));
    assertTrue(step.state().slots().keySet().stream().noneMatch(n -> n.startsWith("conv.")));
    Parameters.unfreeze(net, "conv");
    step.run(examples, 0.1);
    assertNotEquals(conv, Tiny.list(net.conv().weight().value()));
  }

  @Test
  void nothingToTrainIsAnError() {
    Tiny.Net net = Tiny.net();
    Parameters.freeze(net, "");
    TrainStep step = step(net, new Sgd(0.1));
    FoveaException e = assertThrows(FoveaException.class, () -> step.run(Tiny.examples(), 0.1));
    assertTrue(e.getMessage().contains("unfreeze"), e.getMessage());
  }

  @Test
  void aStepThatIsRefusedDoesNotCount() {
    Tiny.Net net = Tiny.net();
    TrainStep step = step(net, new Sgd(0.1));
    Compiled function =
        Compiled.of(
            in -> {
              step.run(Tiny.examples(), 0.1);
              return in;
            });
    FoveaException e =
        assertThrows(FoveaException.class, () -> function.call(List.of(Tiny.examples().input())));
    assertTrue(e.getMessage().contains("while a function is traced"), e.getMessage());
    assertEquals(0, step.steps());
    assertTrue(step.state().slots().isEmpty());
  }

  @Test
  void anotherModelsTrainingLeavesPlansAlone() {
    Tiny.Net net = Tiny.net();
    TensorType images = Tiny.examples().input().type();
    Predictor predictor = Predictor.of(net);
    Plan plan = predictor.plan(images);
    Tiny.Net other = Tiny.net();
    TrainStep.of(other, new Sgd(0.1), Task.classification()).run(Tiny.examples(), 0.1);
    Parameters.freeze(other, "conv");
    assertSame(plan, predictor.plan(images));
    Parameters.freeze(net, "conv");
    assertNotSame(plan, predictor.plan(images));
  }

  @Test
  void weightsDecayAndBiasesDoNot() {
    Linear layer = new Linear(3, 2);
    List<Double> weight = Tiny.list(layer.weight().value());
    List<Double> bias = Tiny.list(layer.bias().value());
    // Without any influence of the parameters on the loss, decay alone is left.
    Criterion blind = (output, _) -> output.mul(0).sum();
    TrainStep step =
        Tiny.onReference(() -> TrainStep.of(layer, new Sgd(0.5).weightDecay(0.1), blind));
    HostBuffer images = HostBuffer.of(TensorType.f32(1, 3), 1, 2, 3);
    HostBuffer labels =
        HostBuffer.of(Tiny.examples().target().type().with(fovea.graph.type.Shape.of(1)), 0);
    step.run(Batch.of(images, labels), 0.5);
    assertEquals(bias, Tiny.list(layer.bias().value()));
    for (int i = 0; i < weight.size(); i++) {
      assertEquals(0.95 * weight.get(i), layer.weight().value().at(i), 1e-6);
    }
  }

  @Test
  void theSameSeedGivesTheSameStepAndAnotherDoesNot() {
    Batch examples = Tiny.examples();
    double first = step(Tiny.net(), new Sgd(0.1)).run(examples, 0.1);
    assertEquals(first, step(Tiny.net(), new Sgd(0.1)).run(examples, 0.1));
    assertNotEquals(first, step(Tiny.net(), new Sgd(0.1)).seed(5).run(examples, 0.1));
  }
}
