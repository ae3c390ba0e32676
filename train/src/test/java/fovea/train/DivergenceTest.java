package fovea.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.data.InMemoryPictures;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.format.JsonObject;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.NonFinite;
import fovea.model.ModelFile;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.train.metric.Metric;
import fovea.train.optim.Sgd;
import fovea.train.run.RunFolder;
import fovea.train.schedule.MultiStepSchedule;
import fovea.train.task.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DivergenceTest {
  private static final List<Metric> METRICS = Task.classification().metrics();
  @TempDir Path folder;

  private static FoveaException fails(Trainer trainer) {
    return assertThrows(
        FoveaException.class, () -> Tiny.onReference(() -> trainer.fit(Tiny.train(), Tiny.test())));
  }

  private static void assertSays(FoveaException e, String part) {
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  private static boolean finite(Layer model) {
    return Tiny.values(model).stream().flatMap(List::stream).allMatch(Double::isFinite);
  }

  /** Layers without normalization, so that nothing tames a rate that is too large. */
  record Plain(Flatten flatten, Linear fc1, Linear fc2) implements Layer {
    Plain() {
      this(new Flatten(), new Linear(36, 8), new Linear(8, 4));
    }

    @Override
    public Tensor forward(Tensor x) {
      return x.apply(flatten).apply(fc1).relu().apply(fc2);
    }
  }

  private static Plain plain() {
    Plain model = new Plain();
    Parameters.initialize(model, Tiny.SEED);
    return model;
  }

  @Test
  void theModelOfTheLastGoodEpochStaysOnTheDisk() throws IOException {
    Plain model = plain();
    RunFolder run = new RunFolder(folder);
    Map<Integer, byte[]> after = new ConcurrentHashMap<>();
    Story story =
        new Story(
            step -> {
              if (step.step() == 1 && step.epoch() > 1) {
                after.put(step.epoch() - 1, bytes(run.model()));
              }
            });
    // From the third epoch on, a rate of 1e15.
    Trainer trainer =
        Tiny.trainer(model)
            .optimizer(new Sgd(0.05))
            .schedule(new MultiStepSchedule(List.of(2), 2e16))
            .callbacks(story)
            .folder(folder);
    FoveaException e = fails(trainer);
    assertSays(e, "of epoch 3)");
    assertSays(e, "fc");
    assertSays(e, "at the learning rate 1.0E15");
    assertSays(e, run.model().toString());
    assertEquals(
        List.of("epoch 1", "epoch 2"),
        story.lines.stream().filter(l -> l.startsWith("epoch")).toList());
    assertArrayEquals(after.get(2), bytes(run.model()));
    assertTrue(finite(model));
    assertEquals(2, ModelFile.read(run.model()).card().provenance().integer("epochs_done"));
    // What was saved can be gone on with.
    assertEquals(14, Checkpoint.read(newest(run), METRICS).progress().epoch() * 7);
  }

  private static Path newest(RunFolder run) {
    return run.checkpoints().files().getFirst();
  }

  @Test
  void divergingAtOnceLeavesAFiniteModel() {
    Plain model = plain();
    List<List<Double>> before = Tiny.values(model);
    FoveaException e = fails(Tiny.trainer(model).optimizer(new Sgd(1e25)).folder(folder));
    assertSays(e, "of epoch 1)");
    ModelFile kept = ModelFile.read(new RunFolder(folder).model());
    assertEquals(before, Tiny.values(kept.model(_ -> new Plain())));
    assertEquals(before, Tiny.values(model));
  }

  @Test
  void aLayerWithInfiniteResultsIsNamedBeforeThoseThatFollow() {
    FoveaException e = fails(Tiny.trainer(Broken.net(x -> x.sub(x).log().exp())));
    assertSays(e, "step 1 (batch 1 of epoch 1)");
    assertSays(e, "the result of log in layer broken");
    assertSays(e, "no rate has been applied yet");
  }

  @Test
  void aGradientThatIsNotFiniteIsFoundBeforeTheLossIs() {
    // The square root of 0 is finite, its slope is not.
    FoveaException e = fails(Tiny.trainer(Broken.net(x -> x.mul(0).sqrt())));
    assertSays(e, "step 1 (");
    assertSays(e, "the gradient of");
    assertSays(e, "in layer broken");
  }

  @Test
  void aLateStepIsFoundFromTheCopyBefore() {
    // One picture after another; number 80, which is step 81, is black, and its logarithm infinite.
    PictureSet noisy = Tiny.pictures(100, Tiny.SEED);
    byte[] pixels = new byte[100 * 36];
    int[] labels = new int[100];
    for (int i = 0; i < 100; i++) {
      System.arraycopy(noisy.picture(i).pixels(), 0, pixels, i * 36, i == 80 ? 0 : 36);
      labels[i] = noisy.label(i);
    }
    PictureSet pictures = new InMemoryPictures(noisy.info(), MemorySegment.ofArray(pixels), labels);
    DataLoader single = new DataLoader(pictures, Preprocessing.plain(noisy.info()), 1);
    Layer model =
        Sequential.of(new Broken(x -> x.add(x.mean().log())), new Flatten(), new Linear(36, 4));
    Trainer trainer = Trainer.of(model).optimizer(new Sgd(0.001).momentum(0.9));
    FoveaException e =
        assertThrows(FoveaException.class, () -> Tiny.onReference(() -> trainer.fit(single)));
    assertSays(e, "step 81 (batch 81 of epoch 1)");
    assertSays(e, "the result of log in layer 0");
    assertTrue(finite(model));
  }

  @Test
  void aModelThatIsNotFiniteFromTheStartIsAnError() {
    Linear fc = new Linear(36, 4).init((values, _) -> values.set(3, Double.NaN));
    Layer model = Sequential.of(new Flatten(), fc);
    FoveaException e = fails(Tiny.trainer(model));
    assertSays(e, "1.weight: expected finite values");
    assertFalse(finite(model));
  }

  @Test
  void nothingIsWrittenOfAModelThatIsNotFiniteFromTheStart() throws IOException {
    Path kept = Files.writeString(new RunFolder(folder).model(), "another run");
    Linear fc = new Linear(36, 4).init((values, _) -> values.set(3, Double.POSITIVE_INFINITY));
    fails(Tiny.trainer(Sequential.of(new Flatten(), fc)).folder(folder));
    assertEquals("another run", Files.readString(kept));
    assertEquals(List.of(), new RunFolder(folder).checkpoints().files());
  }

  @Test
  void frozenValuesMustBeFiniteToo() {
    Linear fc = new Linear(36, 4).init((values, _) -> values.set(3, Double.NaN));
    // A part that is frozen, and whose results nothing shows.
    Layer model =
        Sequential.of(new Flatten(), fc, new Broken(DivergenceTest::withoutNaN), new Linear(4, 4));
    Parameters.freeze(model, "1");
    assertSays(fails(Tiny.trainer(model)), "1.weight: expected finite values");
  }

  @Test
  void whatAReluHidesFromTheLossIsFoundAtTheEndOfTheEpoch() {
    // The slope of the root is infinite, so the first step spoils the weights before it; all that
    // comes of these is then set to zero, and the loss stays finite.
    Trainer trainer =
        Tiny.trainer(Broken.net(x -> withoutNaN(x.add(x.mul(0).sqrt())))).folder(folder);
    FoveaException e = fails(trainer);
    assertSays(e, "step 1 (batch 1 of epoch 1)");
    assertSays(e, "the gradient of");
    RunFolder run = new RunFolder(folder);
    assertFalse(Files.exists(run.best()));
    assertTrue(
        ModelFile.read(run.model()).values().values().stream()
            .allMatch(values -> NonFinite.count(values) == 0));
  }

  /** What a ReLU makes of NaN on some devices. */
  private static Tensor withoutNaN(Tensor x) {
    return Tensor.where(x.greater(0), x, Tensor.full(x.type(), 0));
  }

  @Test
  void aRunThatIsNotFiniteIsNotResumed() {
    Trainer trainer = Tiny.trainer(plain()).folder(folder);
    Tiny.onReference(() -> trainer.fit(Tiny.train(), Tiny.test()));
    Path file = newest(new RunFolder(folder));
    Checkpoint saved = Checkpoint.read(file, METRICS);
    HostBuffer bad = HostBuffer.allocate(saved.model().get("fc1.weight").type());
    bad.set(5, Double.NaN);
    saved.model().put("fc1.weight", bad);
    saved.write(file, JsonObject.empty());
    FoveaException e =
        assertThrows(
            FoveaException.class,
            () -> Tiny.onReference(() -> trainer.epochs(4).resume(Tiny.train(), Tiny.test())));
    assertSays(e, file.toString());
    assertSays(e, "fc1.weight holds a number that is NaN or infinite");
  }

  /** A function between two layers that work. */
  record Broken(Function function) implements Layer {
    interface Function {
      Tensor of(Tensor x);
    }

    static Layer net(Function function) {
      record Net(Flatten flatten, Linear fc1, Broken broken, Linear fc2) implements Layer {
        @Override
        public Tensor forward(Tensor x) {
          return x.apply(flatten).apply(fc1).apply(broken).apply(fc2);
        }
      }

      Net net = new Net(new Flatten(), new Linear(36, 8), new Broken(function), new Linear(8, 4));
      Parameters.initialize(net, Tiny.SEED);
      return net;
    }

    @Override
    public Tensor forward(Tensor x) {
      return function.of(x);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
