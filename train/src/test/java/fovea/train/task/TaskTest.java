package fovea.train.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.data.DataSet;
import fovea.data.augment.CounterRandom;
import fovea.data.batch.Batch;
import fovea.data.batch.Example;
import fovea.data.pixels.DataException;
import fovea.format.Json;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Network;
import fovea.nn.Parameters;
import fovea.nn.Tensors;
import fovea.nn.activation.Relu;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.nn.loss.Focal;
import fovea.nn.loss.Losses;
import fovea.train.Tiny;
import fovea.train.TrainStep;
import fovea.train.Trainer;
import fovea.train.TrainingResult;
import fovea.train.metric.Metric;
import fovea.train.metric.Pass;
import fovea.train.metric.Score;
import fovea.train.optim.Adam;
import fovea.train.optim.Sgd;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class TaskTest {
  @TempDir private Path folder;

  private static final int SIZE = 96;

  /** Two numbers from -1 to 1, and what {@code targets} makes of them. */
  private static float[][] numbers(long seed) {
    float[][] numbers = new float[SIZE][2];
    for (int i = 0; i < SIZE; i++) {
      CounterRandom random = new CounterRandom(seed, 0, i);
      numbers[i] = new float[] {(float) random.uniform(-1, 1), (float) random.uniform(-1, 1)};
    }
    return numbers;
  }

  private static Layer net(int in, int out) {
    Layer net = Sequential.of(new Linear(in, 16), new Relu(), new Linear(16, out));
    Parameters.initialize(net, Tiny.SEED);
    return net;
  }

  private static TrainingResult fit(Network net, Task task, DataSet data) {
    Trainer trainer = Trainer.of(net).task(task).optimizer(new Adam(0.02)).epochs(30);
    return Tiny.onReference(
        () -> trainer.fit(new DataLoader(data, 16).shuffle(1), new DataLoader(data, 40)));
  }

  @Test
  void whatThePredictionsAreIsSaid() {
    Task own = (Criterion) Losses::meanSquaredError;
    assertEquals(TaskKind.CLASSES, Task.classification().smoothing(0.1).kind());
    assertEquals(TaskKind.LABELS, Task.binary().measuring(Metric.f1()).kind());
    assertEquals(TaskKind.CLASSES, Task.classification().criterion((a, b) -> a.mean()).kind());
    assertEquals(TaskKind.VALUES, Task.regression().kind());
    assertEquals(TaskKind.VALUES, Task.reconstruction().kind());
    assertEquals(TaskKind.VALUES, Task.joint("a", Task.classification()).kind());
    assertEquals(TaskKind.OWN, own.kind());
  }

  private static void assertRefused(String message, Executable attempt) {
    RuntimeException e = assertThrows(RuntimeException.class, attempt);
    assertTrue(e instanceof FoveaException || e instanceof DataException, e.toString());
    assertTrue(String.valueOf(e.getMessage()).startsWith(message), e.getMessage());
  }

  @Test
  void regressionLearnsNumbers() {
    float[][] inputs = numbers(1);
    float[][] targets = new float[SIZE][];
    for (int i = 0; i < SIZE; i++) {
      targets[i] = new float[] {inputs[i][0] + inputs[i][1], inputs[i][0] - inputs[i][1], 1};
    }
    TrainingResult fit = fit(net(2, 3), Task.regression(), DataSet.of(inputs, targets));
    Score last = fit.epochs().getLast().test();
    assertTrue(last.metric("mean_absolute_error") < 0.1, last.toString());
    assertEquals(List.of("mean_absolute_error"), List.copyOf(last.metrics().keySet()));
    assertTrue(last.loss() < fit.epochs().getFirst().test().loss());
  }

  @Test
  void labelsThatAreThereOrNotAreLearned() {
    float[][] inputs = numbers(2);
    float[][] targets = new float[SIZE][];
    for (int i = 0; i < SIZE; i++) {
      targets[i] = new float[] {inputs[i][0] > 0 ? 1 : 0, inputs[i][1] > 0 ? 1 : 0};
    }
    Score last =
        fit(net(2, 2), Task.multiLabel(), DataSet.of(inputs, targets)).epochs().getLast().test();
    assertTrue(last.accuracy() > 0.93 && last.metric("f1") > 0.93, last.toString());
  }

  @Test
  void inputsAreLearnedToBeGivenBack() {
    DataSet data = DataSet.of(List.of(numbers(3)), x -> Example.empty().input("point", x));
    Score last = fit(net(2, 2), Task.reconstruction(), data).epochs().getLast().test();
    assertTrue(last.metric("mean_absolute_error") < 0.1, last.toString());
  }

  /** Two inputs, two outputs. */
  private record TwoHeads(Linear left, Linear right, Linear side, Linear size) implements Network {
    TwoHeads() {
      this(new Linear(2, 8), new Linear(2, 8), new Linear(16, 2), new Linear(16, 1));
    }

    @Override
    public Tensors forward(Tensors inputs) {
      Tensor a = inputs.at("left").apply(left).relu();
      Tensor b = inputs.at("right").apply(right).relu();
      Tensor both = Tensor.concat(1, List.of(a, b));
      return Tensors.of("side", both.apply(side)).and("size", both.apply(size));
    }
  }

  private static DataSet pairs() {
    float[][] left = numbers(4);
    float[][] right = numbers(5);
    return DataSet.of(
        SIZE,
        i ->
            Example.empty()
                .input("left", left[i])
                .input("right", right[i])
                .label("side", left[i][0] > right[i][0] ? 0 : 1)
                .target("size", left[i][1] + right[i][1]));
  }

  @Test
  void severalInputsAndOutputsTrainTogether() {
    TwoHeads net = new TwoHeads();
    Parameters.initialize(net, Tiny.SEED);
    MultiTask task = Task.joint("side", Task.classification()).and("size", Task.regression(), 0.5);
    Score last = fit(net, task, pairs()).epochs().getLast().test();
    assertEquals(
        List.of("side.accuracy", "size.mean_absolute_error"), List.copyOf(last.metrics().keySet()));
    assertTrue(last.metric("side.accuracy") > 0.9, last.toString());
    assertTrue(last.metric("size.mean_absolute_error") < 0.15, last.toString());
  }

  @Test
  void severalOutputsResumeBitForBit() {
    MultiTask task = Task.joint("side", Task.classification()).and("size", Task.regression());
    DataLoader batches = new DataLoader(pairs(), 16).shuffle(1);
    TwoHeads whole = new TwoHeads();
    TwoHeads parts = new TwoHeads();
    Parameters.initialize(whole, Tiny.SEED);
    Parameters.initialize(parts, Tiny.SEED);
    Trainer trainer = Trainer.of(parts).task(task).folder(folder);
    Tiny.onReference(() -> Trainer.of(whole).task(task).epochs(4).fit(batches));
    Tiny.onReference(() -> trainer.epochs(2).fit(batches));
    TrainingResult fit = Tiny.onReference(() -> trainer.epochs(4).resume(batches));
    assertEquals(4, fit.epochs().size());
    assertEquals(Tiny.values(whole), Tiny.values(parts));
  }

  @Test
  void sharesOfClassesAreTargets() {
    Tensor logits = Tensor.of(fovea.graph.type.Shape.of(2, 3), 1, 2, 3, -1, 0, 4);
    HostBuffer labels =
        HostBuffer.of(Tiny.examples().target().type().with(fovea.graph.type.Shape.of(2)), 2, 0);
    HostBuffer shares = HostBuffer.of(TensorType.f32(2, 3), 0, 0, 1, 1, 0, 0);
    for (double smoothing : new double[] {0, 0.1}) {
      Task task = Task.classification().smoothing(smoothing);
      double hard = loss(task, logits, Tensor.of(labels));
      assertEquals(hard, loss(task, logits, Tensor.of(shares)), 1e-6 * hard);
    }
  }

  private static double loss(Task task, Tensor output, Tensor target) {
    Pass pass =
        new Pass(
            Tensors.of("input", output),
            Tensors.of("output", output),
            Tensors.of("target", target));
    task.check(pass);
    return Tiny.onReference(() -> task.loss(pass).item());
  }

  @Test
  void ownLossesNeedALambda() {
    float[][] inputs = numbers(6);
    DataSet data = DataSet.of(inputs, inputs);
    Layer net = net(2, 2);
    Trainer trainer =
        Trainer.of(net).task((output, target) -> Losses.meanSquaredError(output, target)).epochs(2);
    TrainingResult fit = Tiny.onReference(() -> trainer.fit(new DataLoader(data, 32)));
    assertTrue(fit.epochs().getLast().train().metrics().isEmpty());
  }

  @Test
  void whatDoesNotFitIsSaidBeforeAnythingRuns() {
    float[][] inputs = numbers(7);
    Trainer classes = Trainer.of(net(2, 3));
    assertRefused(
        "examples: classification takes targets i32[1] or f32[1, 3], found f32[1, 2]; ",
        () -> classes.fit(new DataLoader(DataSet.of(inputs, inputs), 8)));
    assertRefused(
        "examples: regression takes targets [1, 3] as the network gives, found [1, 2]; ",
        () -> classes.task(Task.regression()).fit(new DataLoader(DataSet.of(inputs, inputs), 8)));
    assertRefused(
        "examples: regression takes floating targets [1, 3], found i32[1]; ",
        () ->
            classes
                .task(Task.regression())
                .fit(new DataLoader(DataSet.of(inputs, new int[SIZE]), 8)));
    assertRefused(
        "examples: expected one of [output], found size; ",
        () ->
            classes
                .task(Task.joint("size", Task.regression()))
                .fit(new DataLoader(DataSet.of(inputs, inputs), 8)));
  }

  @Test
  void aStepChecksItsBatchToo() {
    TrainStep step = TrainStep.of(net(2, 3), new Sgd(0.1), Task.regression());
    HostBuffer input = HostBuffer.allocate(TensorType.f32(4, 2));
    assertRefused(
        "regression takes targets [4, 3] as the network gives, found [4]; ",
        () -> step.run(Batch.of(input, HostBuffer.allocate(TensorType.f32(4))), 0.1));
  }

  @Test
  void targetsThatAreNotFiniteAreFoundByTheirExample() {
    float[][] inputs = numbers(8);
    float[][] targets = numbers(9);
    targets[33][1] = Float.NaN;
    DataSet data = DataSet.of(inputs, targets).name("prices");
    assertRefused(
        "prices: expected finite numbers as target of example 33, found one that is infinite or"
            + " not a number",
        () -> fit(net(2, 2), Task.regression(), data));
  }

  @Test
  void filesKeepTasksByName() {
    List<Task> tasks =
        List.of(
            Task.classification(),
            Task.classification().smoothing(0.1).weights(1, 2).ignore(-100),
            Task.classification().loss(new Focal(2)).smoothing(0.1),
            Task.multiLabel().positiveWeights(3),
            Task.regression(),
            Task.reconstruction().input("left"),
            Task.joint("side", Task.classification()).and("size", Task.regression(), 0.5));
    for (Task task : tasks) {
      assertEquals(task, Task.codecs().read(Task.codecs().write(task)));
    }
  }

  @Test
  void whatIsAFunctionIsSaidWhenItIsNeeded() {
    Task own = Task.regression().criterion(Losses::l1).measuring(Metric.rootMeanSquaredError());
    Task read = Task.codecs().read(Task.codecs().write(own));
    Tensor numbers = Tensor.of(fovea.graph.type.Shape.of(1, 2), 1, 2);
    assertEquals(numbers, read.predictions(Tensors.of("output", numbers)).only());
    assertRefused(
        "the loss of a task from a file is asked for, which was a program's own; ",
        () -> loss(read, numbers, numbers));
    Criterion lambda = (output, _) -> output.sum();
    assertEquals(
        "\"a function of fovea.train.task.TaskTest\"", Json.write(Task.codecs().write(lambda)));
  }

  @Test
  void ownLossesKeepWhatTheTaskMeasures() {
    Tensor output = Tensor.of(fovea.graph.type.Shape.of(2, 1), 1, 5);
    Tensor target = Tensor.of(fovea.graph.type.Shape.of(2, 1), 2, 2);
    Task task = Task.regression().criterion(Losses::l1);
    assertEquals(2, loss(task, output, target), 1e-6);
    assertEquals(Task.regression().metrics().size(), task.metrics().size());
  }
}
