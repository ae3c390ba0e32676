package fovea.concept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.DataLoader;
import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.error.UserException;
import fovea.explain.network.ClassTarget;
import fovea.explain.source.PictureSource;
import fovea.hub.Model;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.activation.Relu;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.GlobalAvgPool;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.train.Trainer;
import fovea.train.optim.AdamW;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A concept that decides the class is found, and random pictures are none. */
class ConceptTestTest {
  private static final int RANDOM_CONCEPTS = 20;
  private static final List<String> LAYER = List.of("3");

  private static Model model;

  @BeforeAll
  static void train() {
    PictureSet learned = FramedPictures.both(600, 1);
    Layer network =
        Sequential.of(
            new Conv2d(3, 8, 3),
            new Relu(),
            new Conv2d(8, 16, 3).stride(2),
            new Relu(),
            new GlobalAvgPool(),
            new Linear(16, 2));
    Parameters.initialize(network, 2);
    var examples = new DataLoader(learned, Preprocessing.plain(learned.info()), 50).shuffle(3);
    model =
        Model.of(Trainer.of(network).optimizer(new AdamW(1e-2)).epochs(15).seed(1).fit(examples));
    double accuracy = model.evaluate(FramedPictures.both(200, 2)).accuracy();
    assertTrue(accuracy > 0.95, "accuracy " + accuracy);
  }

  private static PictureSource source(PictureSet pictures) {
    return PictureSource.of(pictures, model.preprocessing());
  }

  private static ClassPictures framed() {
    return ClassPictures.of(
        ClassTarget.named(model, "framed"), source(FramedPictures.framed("class", 100, 5)));
  }

  private static PictureSource random(int count) {
    return source(FramedPictures.random("random", count, 6));
  }

  @Test
  void aFrameThatDecidesTheClassIsFoundAndRandomPicturesAreNot() {
    List<PictureSource> concepts = new ArrayList<>();
    concepts.add(source(FramedPictures.framed("magenta frame", 100, 7)));
    for (int i = 0; i < RANDOM_CONCEPTS; i++) {
      concepts.add(source(FramedPictures.random("random " + i, 100, 100 + i)));
    }
    ConceptFindings found =
        ConceptTest.of(model, LAYER)
            .of(new ConceptPictures(concepts, random(200), List.of(framed())));
    assertEquals(5, found.pictures());
    assertEquals(List.of(), found.skipped());
    ConceptScore frame = found.scores().getFirst();
    System.out.println(line(frame));
    assertEquals(0.05 / 21, frame.level(), 1e-12);
    assertTrue(frame.p() < 0.01 && frame.isSignificant(), line(frame));
    assertTrue(frame.accuracy() > 0.9, line(frame));
    assertEquals("magenta frame speaks for framed", frame.verdict());
    for (ConceptScore random : found.scores().subList(1, found.scores().size())) {
      System.out.println(line(random));
      assertFalse(random.isSignificant(), line(random));
      assertTrue(random.verdict().startsWith("says nothing"), random.verdict());
    }
  }

  private static String line(ConceptScore score) {
    return "%s: %.3f ± %.3f against %.3f ± %.3f, p %.2g, level %.2g, accuracy %.3f"
        .formatted(
            score.concept(),
            score.mean(),
            score.deviation(),
            score.randomMean(),
            score.randomDeviation(),
            score.p(),
            score.level(),
            score.accuracy());
  }

  @Test
  void ofTheOtherClassTheFrameSpeaksAgainst() {
    PictureSource frames = source(FramedPictures.framed("frame", 40, 7));
    ClassPictures plain =
        ClassPictures.of(
            ClassTarget.named(model, "plain"), source(FramedPictures.random("plain", 60, 5)));
    var pictures = new ConceptPictures(List.of(frames), random(80), List.of(framed(), plain));
    ConceptTest test = ConceptTest.of(model, LAYER).sample(50);
    ConceptFindings found = test.of(pictures);
    assertEquals("frame speaks for framed", found.scores().getFirst().verdict());
    assertEquals("frame speaks against plain", found.scores().getLast().verdict());
    assertEquals(found, test.of(pictures), "the same again");
  }

  @Test
  void whatHasNoMeaningIsASentence() {
    ConceptTest test = ConceptTest.of(model, LAYER);
    PictureSource frames = source(FramedPictures.framed("frame", 40, 7));
    says(
        "frame: expected 40 pictures or more, 2 for each of 20 vectors, found 1",
        () -> test.of(asked(source(FramedPictures.framed("frame", 1, 7)), random(80))));
    says("random: expected 80 pictures or more", () -> test.of(asked(frames, random(79))));
    says("expected 10 or more, found 9", () -> test.trials(9));
    says("the network computes nothing of this name", () -> ConceptTest.of(model, List.of("33")));
    says("expected one or more", () -> ConceptTest.of(model, List.of()));
    says(
        "expected pictures of the class framed, found none",
        () ->
            new ConceptPictures(
                List.of(frames),
                random(80),
                List.of(new ClassPictures(framed().target(), frames, List.of()))));
  }

  private static ConceptPictures asked(PictureSource concept, PictureSource random) {
    return new ConceptPictures(List.of(concept), random, List.of(framed()));
  }

  private static void says(String words, Executable call) {
    var error = assertThrows(UserException.class, call);
    assertTrue(error.getMessage().contains(words), error.getMessage());
  }

  @Test
  void welchsTestAgreesWithSciPy() {
    // scipy.stats.ttest_ind(a, b, equal_var=False)
    List<Double> a = List.of(0.9, 1.0, 0.8, 0.95, 1.0);
    List<Double> b = List.of(0.2, 0.6, 0.4, 0.9, 0.1, 0.5);
    assertEquals(0.008120968659418398, WelchTest.p(a, b), 1e-9);
    List<Double> ones = IntStream.range(0, 10).mapToObj(_ -> 1.0).toList();
    assertEquals(1, WelchTest.p(ones, ones));
  }
}
