package fovea.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.BatchPrefetcher;
import fovea.data.DataLoader;
import fovea.data.DataSet;
import fovea.data.batch.Batch;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.nn.Network;
import fovea.nn.layer.Linear;
import fovea.train.adversarial.AdversarialTraining;
import fovea.train.adversarial.Adversary;
import fovea.train.adversarial.Attack;
import fovea.train.adversarial.Fgsm;
import fovea.train.adversarial.Pgd;
import fovea.train.adversarial.PixelBounds;
import fovea.train.optim.Sgd;
import fovea.train.predict.TaskPredictor;
import fovea.train.run.RunFolder;
import fovea.train.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdversarialTrainingTest {
  private static final double EPSILON = 0.15;

  @TempDir Path folder;

  private static Network trained(AdversarialTraining training, int epochs) {
    Tiny.Net net = Tiny.net();
    Tiny.onReference(
        () -> Tiny.trainer(net).epochs(epochs).adversarial(training).fit(Tiny.train()));
    return net;
  }

  /** Share of the test pictures that are still recognized. */
  private static double accuracy(Network net, Attack attack) {
    return Tiny.onReference(
        () -> {
          var adversary =
              Adversary.of(net, Task.classification(), PixelBounds.of(Tiny.preprocessing()));
          double right = 0;
          try (BatchPrefetcher batches = Tiny.test().open()) {
            for (Batch batch : batches.epoch(0)) {
              HostBuffer changed = adversary.attack(attack, batch, 3);
              right += right(net, Batch.of(changed, batch.target()));
            }
          }
          return right / 60;
        });
  }

  private static double right(Network net, Batch batch) {
    double[] logits =
        TaskPredictor.of(net, Task.classification())
            .predict(batch)
            .firstEntry()
            .getValue()
            .doubles();
    int right = 0;
    for (int i = 0; i < batch.size(); i++) {
      int best = 0;
      for (int k = 1; k < 4; k++) {
        best = logits[4 * i + k] > logits[4 * i + best] ? k : best;
      }
      right += best == batch.target().at(i) ? 1 : 0;
    }
    return right;
  }

  @Test
  void trainingOnAdversarialExamplesWithstandsThem() {
    Tiny.Net plain = Tiny.net();
    Tiny.onReference(() -> Tiny.trainer(plain).epochs(25).fit(Tiny.train()));
    Network robust = trained(new AdversarialTraining(new Pgd(EPSILON).steps(3)), 25);
    double fgsm = accuracy(plain, new Fgsm(EPSILON));
    double pgd = accuracy(plain, new Pgd(EPSILON));
    double withstood = accuracy(robust, new Pgd(EPSILON));
    assertTrue(pgd <= fgsm, "pgd leaves " + pgd + ", fgsm " + fgsm);
    assertTrue(withstood > pgd + 0.1, "from " + pgd + " to " + withstood);
  }

  private static Trainer trainer(AdversarialTraining training) {
    return Tiny.trainer(Tiny.net()).adversarial(training);
  }

  private byte[] interrupted(AdversarialTraining training, int every) throws IOException {
    Path path = folder.resolve("every " + every);
    boolean stopped = true;
    for (boolean resume = false; stopped; resume = true) {
      StopSignal stop = new StopSignal();
      AtomicInteger left = new AtomicInteger(every);
      Trainer trainer =
          trainer(training)
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
    var training = new AdversarialTraining(new Pgd(0.05).steps(2));
    byte[] straight = interrupted(training, Integer.MAX_VALUE);
    assertArrayEquals(straight, interrupted(training, 9));
  }

  @Test
  void theSeedDecidesTheRandomStart() {
    var training = new AdversarialTraining(new Pgd(0.05).steps(2)).clean(0);
    assertEquals(Tiny.values(trained(training, 1)), Tiny.values(trained(training, 1)));
    assertNotEquals(
        Tiny.values(trained(training, 1)),
        Tiny.values(trained(training.attack(new Pgd(0.05).steps(2).randomStart(false)), 1)));
  }

  @Test
  void theShareOfCleanPicturesWeighsBothLosses() {
    Batch batch = Tiny.examples();
    Tiny.Net net = Tiny.net();
    double[] losses =
        Tiny.onReference(
            () -> {
              var step = TrainStep.of(net, new Sgd(1e-9), Task.classification());
              PixelBounds bounds = PixelBounds.of(Tiny.preprocessing());
              var training = new AdversarialTraining(new Fgsm(EPSILON));
              return new double[] {
                step.adversarial(training.clean(0), bounds).run(batch, 1e-9),
                step.adversarial(training, bounds).run(batch, 1e-9),
              };
            });
    assertTrue(losses[0] > losses[1], losses[0] + " of changed pictures, " + losses[1]);
  }

  @Test
  void otherSettingsAreAnError() {
    var training = new AdversarialTraining(new Fgsm(0.05));
    Tiny.onReference(() -> trainer(training).epochs(1).folder(folder).fit(Tiny.train()));
    var e =
        assertThrows(
            FoveaException.class,
            () ->
                Tiny.onReference(
                    () ->
                        trainer(training.attack(new Fgsm(0.1)))
                            .epochs(2)
                            .folder(folder)
                            .resume(Tiny.train())));
    assertTrue(e.getMessage().contains("began with adversarial"), e.getMessage());
  }

  @Test
  void dataThatAreNoPicturesAreAnError() {
    float[][] rows = {{1, 2}, {3, 4}};
    var loader = new DataLoader(DataSet.of(rows, new int[] {0, 1}), 2);
    var e =
        assertThrows(
            FoveaException.class,
            () ->
                Trainer.of(new Linear(2, 2))
                    .adversarial(new AdversarialTraining(new Fgsm()))
                    .fit(loader));
    assertTrue(
        e.getMessage().contains("expected pictures with their preprocessing"), e.getMessage());
  }
}
