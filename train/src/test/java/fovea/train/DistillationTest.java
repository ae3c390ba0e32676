package fovea.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.batch.Batch;
import fovea.data.targets.PartlyLabelled;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.model.ModelFile;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.train.adversarial.AdversarialTraining;
import fovea.train.adversarial.Fgsm;
import fovea.train.adversarial.PixelBounds;
import fovea.train.distill.Distillation;
import fovea.train.distill.Teacher;
import fovea.train.metric.Pass;
import fovea.train.optim.Sgd;
import fovea.train.run.RunFolder;
import fovea.train.task.Task;
import fovea.train.task.TaskKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistillationTest {
  private static final int CLASSES = 4;

  @TempDir Path folder;

  /** A teacher whose logits are its inputs. */
  private static Linear identity(double times) {
    Linear layer = new Linear(CLASSES, CLASSES);
    Parameters.initialize(layer, 1);
    set(layer, (row, column) -> row == column ? times : 0);
    return layer;
  }

  private interface Weight {
    double at(int row, int column);
  }

  private static void set(Linear layer, Weight weight) {
    var values = StateDict.of(layer);
    HostBuffer weights = values.get("weight");
    HostBuffer bias = values.get("bias");
    for (int i = 0; i < CLASSES * CLASSES; i++) {
      weights.set(i, weight.at(i / CLASSES, i % CLASSES));
    }
    for (int i = 0; i < CLASSES; i++) {
      bias.set(i, 0);
    }
    StateDict.load(layer, values);
  }

  private static double[][] numbers(int rows, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, rows)
        .mapToObj(_ -> random.doubles(CLASSES, -2, 2).toArray())
        .toArray(double[][]::new);
  }

  private static double[] softmax(double[] logits, double temperature) {
    double[] powers =
        IntStream.range(0, CLASSES).mapToDouble(i -> Math.exp(logits[i] / temperature)).toArray();
    double sum = IntStream.range(0, CLASSES).mapToDouble(i -> powers[i]).sum();
    return IntStream.range(0, CLASSES).mapToDouble(i -> powers[i] / sum).toArray();
  }

  private static double[] logits(double[][] weights, double[] x) {
    return IntStream.range(0, CLASSES)
        .mapToDouble(
            row -> IntStream.range(0, CLASSES).mapToDouble(i -> weights[row][i] * x[i]).sum())
        .toArray();
  }

  /** The formula of the paper, for teachers that multiply their input. */
  private static double loss(
      double[][] weights,
      double[][] inputs,
      int[] labels,
      double temperature,
      double share,
      double... times) {
    double soft = 0;
    double hard = 0;
    int labelled = 0;
    for (int n = 0; n < inputs.length; n++) {
      double[] own = logits(weights, inputs[n]);
      double[] student = softmax(own, temperature);
      double[] teacher = new double[CLASSES];
      for (double factor : times) {
        double[] x = inputs[n];
        double[] one =
            softmax(
                IntStream.range(0, CLASSES).mapToDouble(i -> factor * x[i]).toArray(), temperature);
        IntStream.range(0, CLASSES).forEach(i -> teacher[i] += one[i] / times.length);
      }
      for (int i = 0; i < CLASSES; i++) {
        soft += teacher[i] * Math.log(teacher[i] / student[i]) / inputs.length;
      }
      if (labels[n] >= 0) {
        hard -= Math.log(softmax(own, 1)[labels[n]]);
        labelled++;
      }
    }
    return share * temperature * temperature * soft + (1 - share) * hard / Math.max(1, labelled);
  }

  private static Batch batch(double[][] inputs, int[] labels) {
    HostBuffer x = HostBuffer.allocate(new TensorType(Shape.of(inputs.length, CLASSES), DType.F32));
    HostBuffer y = HostBuffer.allocate(new TensorType(Shape.of(inputs.length), DType.I32));
    for (int n = 0; n < inputs.length; n++) {
      for (int i = 0; i < CLASSES; i++) {
        x.set((long) n * CLASSES + i, inputs[n][i]);
      }
      y.set(n, labels[n]);
    }
    return Batch.of(x, y);
  }

  @ParameterizedTest
  @CsvSource({"1,1,0", "4,0.9,0", "2.5,0.3,0", "3,0,0", "4,0.9,1", "4,1,1", "2,0.5,2"})
  void lossAndGradientsAreThoseOfThePaper(double temperature, double share, int kind) {
    double[][] weights = numbers(CLASSES, 3);
    double[][] inputs = numbers(6, 4);
    int[] labels =
        switch (kind) {
          case 0 -> new int[] {0, 1, 2, 3, 0, 1};
          case 1 -> new int[] {0, -1, 2, -1, -1, 1};
          default -> new int[] {-1, -1, -1, -1, -1, -1};
        };
    double[] times = {1, 3};
    Linear student = new Linear(CLASSES, CLASSES);
    Parameters.initialize(student, 1);
    set(student, (row, column) -> weights[row][column]);
    var distillation = new Distillation(Teacher.of(identity(1), identity(3)), temperature, share);
    double rate = 0.5;
    double found =
        Tiny.onReference(
            () ->
                TrainStep.of(
                        student, new Sgd(rate), Task.classification().ignore(PictureSet.UNLABELLED))
                    .distillation(distillation)
                    .run(batch(inputs, labels), rate));
    assertEquals(loss(weights, inputs, labels, temperature, share, times), found, 1e-5);
    HostBuffer after = StateDict.of(student).get("weight");
    double step = 1e-4;
    for (int i = 0; i < CLASSES * CLASSES; i++) {
      double[] row = weights[i / CLASSES];
      double before = row[i % CLASSES];
      row[i % CLASSES] = before + step;
      double up = loss(weights, inputs, labels, temperature, share, times);
      row[i % CLASSES] = before - step;
      double down = loss(weights, inputs, labels, temperature, share, times);
      row[i % CLASSES] = before;
      assertEquals((up - down) / (2 * step), (before - after.at(i)) / rate, 1e-4, "weight " + i);
    }
  }

  private static Tiny.Net teacher() {
    Tiny.Net net = Tiny.net();
    Tiny.onReference(() -> Tiny.trainer(net).epochs(10).fit(Tiny.train()));
    return net;
  }

  private static Tiny.Net student() {
    Tiny.Net net = new Tiny.Net();
    Parameters.initialize(net, 5);
    return net;
  }

  private static DataLoader unlabelled() {
    PictureSet none = Tiny.pictures(0, 1);
    return new DataLoader(
            new PartlyLabelled(none, Tiny.pictures(100, Tiny.SEED)).prepared(Tiny.preprocessing()),
            16)
        .shuffle(1);
  }

  /** From pictures without a class alone: what is learned comes from the teacher. */
  @Test
  void theStudentLearnsWhatTheTeacherKnowsAndTheTeacherStays() {
    Tiny.Net teacher = teacher();
    List<List<Double>> before = Tiny.values(teacher);
    Tiny.Net student = student();
    TrainingResult fit =
        Tiny.onReference(
            () ->
                Tiny.trainer(student)
                    .epochs(15)
                    .task(Task.classification().ignore(PictureSet.UNLABELLED))
                    .distillation(new Distillation(Teacher.of(teacher)))
                    .folder(folder)
                    .fit(unlabelled(), Tiny.test()));
    assertTrue(fit.last().orElseThrow().test().accuracy() > 0.9, fit.last().toString());
    assertTrue(fit.last().orElseThrow().train().accuracy() > 0.6, "agreement with the teacher");
    assertEquals(before, Tiny.values(teacher), "running statistics, too");
    assertEquals(
        StateDict.of(student()).keySet(),
        ModelFile.read(new RunFolder(folder).model()).values().keySet());
  }

  private byte[] interrupted(Distillation distillation, int every) throws IOException {
    Path path = folder.resolve("every " + every);
    boolean stopped = true;
    for (boolean resume = false; stopped; resume = true) {
      StopSignal stop = new StopSignal();
      AtomicInteger left = new AtomicInteger(every);
      Trainer trainer =
          Tiny.trainer(student())
              .distillation(distillation)
              .folder(path)
              .stop(stop)
              .callbacks(
                  new Story(
                      _ -> {
                        if (left.decrementAndGet() == 0) {
                          stop.request();
                        }
                      }));
      boolean goesOn = resume;
      stopped =
          Tiny.onReference(() -> goesOn ? trainer.resume(Tiny.train()) : trainer.fit(Tiny.train()))
              .stopped();
    }
    return Files.readAllBytes(new RunFolder(path).model());
  }

  @Test
  void aResumedTrainingEndsBitForBitTheSame() throws IOException {
    var distillation = new Distillation(Teacher.of(teacher(), Tiny.net()));
    byte[] straight = interrupted(distillation, Integer.MAX_VALUE);
    assertArrayEquals(straight, interrupted(distillation, 9));
  }

  private String refused(Distillation first, Distillation second) {
    Tiny.onReference(
        () ->
            Tiny.trainer(student()).distillation(first).epochs(1).folder(folder).fit(Tiny.train()));
    return assertThrows(
            FoveaException.class,
            () ->
                Tiny.onReference(
                    () ->
                        Tiny.trainer(student())
                            .distillation(second)
                            .epochs(2)
                            .folder(folder)
                            .resume(Tiny.train())))
        .getMessage();
  }

  @Test
  void anotherTeacherOrTemperatureIsAnError() {
    Teacher teacher = Teacher.of(Tiny.net());
    String other = refused(new Distillation(teacher), new Distillation(Teacher.of(student())));
    assertTrue(other.contains("began with a teacher of other weights"), other);
    String warmer = refused(new Distillation(teacher), new Distillation(teacher).temperature(2));
    assertTrue(warmer.contains("began with distillation.temperature 4.0, found 2.0"), warmer);
  }

  @Test
  void itGoesWithAdversarialExamplesInAnyOrder() {
    Batch batch = Tiny.examples();
    var distillation = new Distillation(Teacher.of(teacher()));
    var attack = new AdversarialTraining(new Fgsm(0.1));
    var bounds = PixelBounds.of(Tiny.preprocessing());
    double[] losses =
        Tiny.onReference(
            () -> {
              // Each on a network of its own: running statistics change, and the attack sees them.
              return new double[] {
                step().adversarial(attack, bounds).distillation(distillation).run(batch, 1e-9),
                step().distillation(distillation).adversarial(attack, bounds).run(batch, 1e-9),
                step().distillation(distillation).run(batch, 1e-9),
              };
            });
    assertEquals(losses[0], losses[1]);
    assertNotEquals(losses[0], losses[2]);
  }

  private static TrainStep step() {
    return TrainStep.of(student(), new Sgd(1e-9), Task.classification());
  }

  private static String said(Layer teacher, Task task) {
    return assertThrows(
            FoveaException.class,
            () ->
                Tiny.trainer(student())
                    .task(task)
                    .distillation(new Distillation(Teacher.of(teacher)))
                    .fit(Tiny.train()))
        .getMessage();
  }

  @Test
  void whatDoesNotFitIsAnError() {
    Layer five = Sequential.of(new Flatten(), new Linear(36, 5));
    String classes = said(five, Task.classification());
    assertTrue(classes.contains("expected logits [1, 5] as the teacher gives"), classes);
    Task numbers =
        new Task() {
          @Override
          public Tensor loss(Pass pass) {
            return pass.output().mean();
          }

          @Override
          public TaskKind kind() {
            return TaskKind.VALUES;
          }
        };
    String others = said(Tiny.net(), numbers);
    assertTrue(others.contains("a teacher is for tasks of classes"), others);
    Layer large = new Linear(7, CLASSES);
    assertTrue(said(large, Task.classification()).contains("teacher"), "the place");
    for (double temperature : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      var e =
          assertThrows(
              FoveaException.class,
              () -> new Distillation(Teacher.of(five)).temperature(temperature));
      assertTrue(e.getMessage().contains("expected a number above 0"), e.getMessage());
    }
    for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
      var e =
          assertThrows(FoveaException.class, () -> new Distillation(Teacher.of(five)).share(share));
      assertTrue(e.getMessage().contains("expected a number from 0.0 to 1.0"), e.getMessage());
    }
    assertThrows(FoveaException.class, () -> Teacher.of(List.of()));
  }
}
