package fovea.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.Codec;
import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.Safetensors;
import fovea.graph.type.FoveaException;
import fovea.nn.StateDict;
import fovea.train.optim.Adam;
import fovea.train.optim.Lion;
import fovea.train.optim.Optimizer;
import fovea.train.optim.ParameterGroup;
import fovea.train.optim.Sgd;
import fovea.train.optim.WeightDecay;
import fovea.train.run.RunFolder;
import fovea.train.schedule.StepHyperparameters;
import fovea.train.task.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnOptimizerTest {
  private static final int STEPS = 12;
  @TempDir Path folder;

  private static TrainStep step(Tiny.Net net, Optimizer optimizer) {
    return Tiny.onReference(() -> TrainStep.of(net, optimizer, Task.classification()));
  }

  @Test
  void adamOfTensorsIsAdam() {
    WeightDecay decay = WeightDecay.of(0.01);
    Tiny.Net fused = Tiny.net();
    Tiny.Net composed = Tiny.net();
    TrainStep first = step(fused, new Adam(0.01).weightDecay(decay));
    TrainStep second = step(composed, new Own.ComposedAdam(0.01, decay));
    for (int i = 0; i < STEPS; i++) {
      first.run(Tiny.examples(), 0.01);
      second.run(Tiny.examples(), 0.01);
      agree(fused, composed, "step " + (i + 1));
    }
    assertEquals(first.state().slots().keySet(), second.state().slots().keySet());
  }

  private static void agree(Tiny.Net expected, Tiny.Net found, String when) {
    StateDict.of(expected)
        .forEach(
            (name, values) -> {
              // A batch norm takes away what the bias before it adds: its gradient is noise.
              if (!name.equals("conv.bias") && !name.startsWith("norm.running")) {
                double[] now = StateDict.of(found).get(name).doubles();
                assertArrayEquals(values.doubles(), now, 1e-6, name + ", " + when);
              }
            });
  }

  @Test
  void aScheduledMomentumIsInput() {
    Tiny.Net own = Tiny.net();
    Tiny.Net usual = Tiny.net();
    TrainStep composed = step(own, new Own.ComposedSgd(0.1, 0.9));
    TrainStep fused = step(usual, new Sgd(0.1).momentum(0.9));
    for (int i = 0; i < 3; i++) {
      StepHyperparameters hyperparameters =
          new StepHyperparameters.WithMomentum(0.1, 0.9 - 0.1 * i);
      composed.run(Tiny.examples(), hyperparameters);
      fused.run(Tiny.examples(), hyperparameters);
      agree(usual, own, "scheduled, step " + (i + 1));
    }
    composed.run(Tiny.examples(), 0.05);
    fused.run(Tiny.examples(), 0.05);
    agree(usual, own, "its own");
  }

  @Test
  void groupsAndWeightDecayHoldForIt() {
    Tiny.Net net = Tiny.net();
    double[] conv = StateDict.of(net).get("conv.weight").doubles();
    double[] weight = StateDict.of(net).get("fc.weight").doubles();
    double[] bias = StateDict.of(net).get("fc.bias").doubles();
    Optimizer lion = new Lion(0.01).weightDecay(0.1);
    step(net, lion)
        .groups(ParameterGroup.of("conv").rate(0), ParameterGroup.of("fc").weightDecay(2))
        .run(Tiny.examples(), 0.01);
    assertArrayEquals(conv, StateDict.of(net).get("conv.weight").doubles());
    double[] weightNow = StateDict.of(net).get("fc.weight").doubles();
    double[] biasNow = StateDict.of(net).get("fc.bias").doubles();
    for (int i = 0; i < weight.length; i++) {
      // A step of the rate and the pull, of twice the strength.
      assertEquals(0.01, Math.abs(weightNow[i] - weight[i] * (1 - 0.01 * 0.2)), 1e-6);
    }
    for (int i = 0; i < bias.length; i++) {
      assertEquals(0.01, Math.abs(biasNow[i] - bias[i]), 1e-6);
    }
  }

  @Test
  void lionLearnsAndResumesBitForBit() throws IOException {
    byte[] straight = interrupted(Integer.MAX_VALUE);
    assertArrayEquals(straight, interrupted(10));
    assertArrayEquals(straight, interrupted(4));
  }

  private byte[] interrupted(int every) throws IOException {
    Path path = folder.resolve("every " + every);
    boolean resumed = false;
    while (true) {
      StopSignal stop = new StopSignal();
      Story story = new Story();
      int before = every;
      Story counting =
          new Story(
              step -> {
                story.steps.add(step);
                if (story.steps.size() == before) {
                  stop.request();
                }
              });
      Trainer trainer =
          Tiny.trainer(Tiny.net())
              .optimizer(new Lion(0.003))
              .folder(path)
              .stop(stop)
              .callbacks(counting);
      boolean shouldContinue = resumed;
      TrainingResult fit =
          Tiny.onReference(
              () ->
                  shouldContinue
                      ? trainer.resume(Tiny.train(), Tiny.test())
                      : trainer.fit(Tiny.train(), Tiny.test()));
      if (!fit.stopped()) {
        assertTrue(fit.epochs().getLast().train().loss() < fit.epochs().getFirst().train().loss());
        return Files.readAllBytes(new RunFolder(path).model());
      }
      resumed = true;
    }
  }

  private static Path newest(Path run) {
    return new RunFolder(run).checkpoints().files().getFirst();
  }

  @Test
  void whatItRemembersIsSavedBySlot() {
    Trainer trainer = Tiny.trainer(Tiny.net()).optimizer(new Lion(0.003)).folder(folder);
    Tiny.onReference(() -> trainer.epochs(1).fit(Tiny.train()));
    Set<String> slots =
        new TreeSet<>(
            Checkpoint.read(newest(folder), Task.classification().metrics()).optimizer().keySet());
    assertTrue(slots.contains("conv.weight.momentum"), slots.toString());
    assertEquals(6, slots.size());
    Trainer other = trainer.optimizer(new Lion(0.004));
    var e =
        assertThrows(
            FoveaException.class, () -> Tiny.onReference(() -> other.resume(Tiny.train())));
    assertTrue(e.getMessage().contains("began with optimizer"), e.getMessage());
  }

  @Test
  void aCodecRecordsItByValue() {
    Codec<Own.ComposedSgd> codec =
        new Codec<>(
            "composed_sgd",
            Own.ComposedSgd.class,
            sgd -> JsonObject.empty().with("rate", sgd.rate()).with("share", sgd.share()),
            json -> new Own.ComposedSgd(json.real("rate"), json.real("share")));
    Optimizer sgd = new Own.ComposedSgd(0.1, 0.5);
    assertEquals(new JsonString("ComposedSgd[rate=0.1, share=0.5]"), Optimizer.codecs().write(sgd));
    Optimizer.codecs().register(codec);
    assertEquals(sgd, Optimizer.codecs().read(Optimizer.codecs().write(sgd)));
  }

  @Test
  void aRunOfAnUnknownOptimizerIsASentence() {
    Trainer trainer = Tiny.trainer(Tiny.net()).epochs(1).folder(folder);
    Tiny.onReference(() -> trainer.fit(Tiny.train()));
    Path file = newest(folder);
    Safetensors whole = Safetensors.read(file);
    var metadata = new LinkedHashMap<>(whole.metadata());
    metadata.computeIfPresent(
        "settings", (_, text) -> text.replace("\"name\":\"sgd\"", "\"name\":\"tiger\""));
    new Safetensors(whole.arrays(), metadata).write(file);
    var e =
        assertThrows(
            FormatException.class, () -> Tiny.onReference(() -> trainer.resume(Tiny.train())));
    assertTrue(e.getMessage().startsWith(file + ", optimizer: expected one of "), e.getMessage());
    assertTrue(e.getMessage().endsWith("found \"tiger\". Register its codec before."));
  }

  @Test
  void mistakesAreSentences() {
    var wrong =
        assertThrows(
            FoveaException.class,
            () -> step(Tiny.net(), new Own.Wrong(0.1)).run(Tiny.examples(), 0.1));
    assertTrue(wrong.getMessage().startsWith("conv.weight: expected a new value"));
    var dotted =
        assertThrows(
            FoveaException.class,
            () -> step(Tiny.net(), new Own.Dotted(0.1)).run(Tiny.examples(), 0.1));
    assertTrue(dotted.getMessage().contains("\"a.b\""), dotted.getMessage());
  }

  @Test
  void trainingsOfOneModelRememberApart() {
    Tiny.Net net = Tiny.net();
    TrainStep first = step(net, new Lion(0.01));
    TrainStep second = step(net, new Lion(0.01));
    first.run(Tiny.examples(), 0.01);
    List<Double> before = Tiny.list(first.state().values().get("fc.weight.momentum"));
    second.run(Tiny.examples(), 0.01);
    second.run(Tiny.examples(), 0.01);
    assertEquals(before, Tiny.list(first.state().values().get("fc.weight.momentum")));
  }
}
