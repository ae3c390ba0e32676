package fovea.train.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.data.batch.CutMix;
import fovea.data.batch.MixedBatch;
import fovea.data.batch.Mixup;
import fovea.error.UserException;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Tensors;
import fovea.nn.loss.Losses;
import fovea.train.EpochReport;
import fovea.train.Tiny;
import fovea.train.Trainer;
import fovea.train.TrainingResult;
import fovea.train.metric.Metric;
import fovea.train.metric.Pass;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on batches of mixup and CutMix. */
class MixedTrainingTest {
  @TempDir private Path folder;

  private static final DataLoader MIXING = Tiny.train().augments(new Mixup(0.4), new CutMix(1));

  private static TrainingResult fit(Trainer trainer, DataLoader train) {
    return Tiny.onReference(() -> trainer.fit(train, Tiny.test()));
  }

  private static UserException refused(Trainer trainer, DataLoader train) {
    return assertThrows(UserException.class, () -> fit(trainer, train));
  }

  @Test
  void learnsFromMixedExamplesWithWeightsAndSmoothing() {
    Task task = Task.classification().smoothing(0.1).balanced(30, 20, 25, 25);
    TrainingResult fit = fit(Tiny.trainer(Tiny.net()).task(task).epochs(12), MIXING);
    EpochReport last = fit.epochs().getLast();
    assertTrue(last.test().accuracy() > 0.8, last.toString());
    assertTrue(last.train().loss() < fit.epochs().getFirst().train().loss());
    assertTrue(last.train().accuracy() < 1, "what is mixed cannot all be right");
    assertTrue(last.waitingSeconds() > 0 && last.waiting() <= 1, last.toString());
  }

  @Test
  void repeatsWithAnyNumberOfThreads() {
    Tiny.Net one = Tiny.net();
    Tiny.Net two = Tiny.net();
    Tiny.Net plain = Tiny.net();
    fit(Tiny.trainer(one), MIXING);
    fit(Tiny.trainer(two), MIXING.threads(3));
    fit(Tiny.trainer(plain), Tiny.train());
    assertEquals(Tiny.values(one), Tiny.values(two));
    assertNotEquals(Tiny.values(one), Tiny.values(plain));
  }

  @Test
  void belongsToTheSettingsOfARun() {
    Trainer trainer = Tiny.trainer(Tiny.net()).epochs(1).folder(folder);
    fit(trainer, MIXING);
    DataLoader other = Tiny.train().augments(new Mixup(0.5));
    var error =
        assertThrows(
            UserException.class,
            () -> Tiny.onReference(() -> trainer.epochs(2).resume(other, Tiny.test())));
    assertTrue(error.getMessage().contains("batch_augmentation"), error.getMessage());
  }

  @Test
  void metricsCountByShares() {
    Tensor logits = Tensor.of(Shape.of(3, 3), 5, 1, 0, 0, 1, 2, 3, 2, 1);
    SequencedMap<String, Tensor> targets = new LinkedHashMap<>();
    targets.put("label", labels(0, 1, 2));
    targets.put(MixedBatch.OTHER_LABEL, labels(1, 2, 1));
    targets.put(MixedBatch.SHARE, Tensor.of(Shape.of(3), 0.75f, 0.25f, 0.5f));
    var pass =
        new Pass(Tensors.of("image", logits), Tensors.of("output", logits), new Tensors(targets));
    // Of the first 3/4 are right, of the second 3/4, of the third nothing.
    assertEquals(1.5, value(Metric.accuracy().count(pass)), 1e-6);
    assertEquals(2.5, value(Metric.topK(2).count(pass)), 1e-6);
    // The classes that count: 0, 2 and, at equal shares, the other one, 1.
    double[] confusion = {1, 0, 0, 1, 0, 0, 0, 0, 1};
    Tensor counts = Metric.confusion().count(pass);
    for (int i = 0; i < confusion.length; i++) {
      assertEquals(confusion[i], Tiny.onReference(counts::value).at(i));
    }
  }

  private static Tensor labels(double... values) {
    return Tensor.of(HostBuffer.of(new TensorType(Shape.of(values.length), DType.I32), values));
  }

  private static double value(Tensor tensor) {
    return Tiny.onReference(tensor::value).at(0);
  }

  @Test
  void aLossOfOnesOwnRefusesThem() {
    Task own = Task.classification().criterion(Losses::crossEntropy);
    UserException error = refused(Tiny.trainer(Tiny.net()).task(own), MIXING);
    assertTrue(error.getMessage().contains("mixed of two classes"), error.getMessage());
  }
}
