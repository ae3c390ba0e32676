package fovea.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.picture.PictureFile;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.graph.type.FoveaException;
import fovea.model.ModelCard;
import fovea.nn.Parameters;
import fovea.zoo.Zoo;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyTest {
  @TempDir private static Path folder;
  private static Model model;
  private static BufferedImage image;
  private static Path file;

  @BeforeAll
  static void prepare() throws IOException {
    var network = Zoo.create(Samples.card("cifar_resnet20").blueprint());
    Parameters.initialize(network, 5);
    model = Model.of(Samples.card("cifar_resnet20"), network);
    image = Samples.picture(16, new Random(7));
    file = folder.resolve("picture.png");
    ImageIO.write(image, "png", file.toFile());
  }

  @Test
  void everyFormOfAPictureIsSeenAlike() throws IOException {
    Predictions seen = model.classify(file, 5);
    assertEquals(2, seen.predictions().size());
    assertEquals(1, seen.predictions().stream().mapToDouble(Prediction::probability).sum(), 1e-6);
    assertTrue(seen.best().probability() >= seen.predictions().getLast().probability());
    assertEquals(List.of("trimmed, scaled to fill 32 × 32"), seen.steps());
    assertEquals(seen, model.classify(Files.readAllBytes(file), 5));
    assertEquals(seen, model.classify(image, 5));
    Picture picture = PictureFile.read(file);
    assertEquals(seen, model.classify(picture, 5));
  }

  @Test
  void severalAreOneBatch() {
    float[] values = new float[model.preprocessing().input().values()];
    List<Predictions> seen =
        model.classify(List.of(PictureInput.of(file), PictureInput.of(values)), 1);
    assertEquals(model.classify(file, 1).best().name(), seen.getFirst().best().name());
    assertEquals(List.of(), seen.getLast().steps());
    assertEquals(List.of(), model.classify(List.of(), 1));
  }

  @Test
  void whatCannotBeSeenIsASentence() throws IOException {
    says("", "expected a picture, found no file", () -> model.classify(Path.of("absent"), 1));
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    says(text + ": ", "expected a picture, found text", () -> model.classify(text, 1));
    byte[] content = "no picture".getBytes(StandardCharsets.UTF_8);
    says("picture: ", "expected a picture, found text", () -> model.classify(content, 1));
    says("picture: ", "expected 3,072 numbers", () -> model.classify(new float[3], 1));
    says("k: ", "expected 1 class or more", () -> model.classify(file, 0));
    var blank = new Picture(new PictureShape(3, 50, 50));
    says("picture: ", "", () -> model.classify(blank, 1));
    ModelCard card = Samples.card("cifar_resnet20");
    var fewer =
        new ModelCard(card.blueprint(), List.of("one"), card.preprocessing(), card.provenance());
    Model unnamed = Model.of(fewer, model.network());
    says("cifar_resnet20: ", "found 1 names", () -> unnamed.classify(file, 2));
  }

  private static void says(
      String start, String words, org.junit.jupiter.api.function.Executable body) {
    RuntimeException e = assertThrows(RuntimeException.class, body);
    String message = String.valueOf(e.getMessage());
    assertTrue(message.startsWith(start) && message.contains(words), message);
    assertTrue(e.getClass().getName().startsWith("fovea."), e.toString());
  }

  @Test
  void manyThreadsShareBatches() throws Exception {
    Model shared = model.batching(8, Duration.ofMillis(20));
    List<Callable<Predictions>> calls = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      calls.add(() -> shared.classify(file, 2));
      int length = i % 8 == 0 ? 5 : model.preprocessing().input().values();
      calls.add(() -> shared.classify(new float[length], 2));
    }
    Predictions expected = model.classify(file, 2);
    int failures = 0;
    try (var threads = Executors.newFixedThreadPool(8)) {
      var answers = threads.invokeAll(calls);
      for (int i = 0; i < answers.size(); i++) {
        if (i % 2 == 0) {
          Prediction best = answers.get(i).get().best();
          assertEquals(expected.best().name(), best.name());
          assertEquals(expected.best().probability(), best.probability(), 1e-4);
        } else if (answers.get(i).state() == java.util.concurrent.Future.State.FAILED) {
          assertTrue(answers.get(i).exceptionNow() instanceof FoveaException);
          failures++;
        }
      }
    }
    assertEquals(8, failures);
  }
}
