package fovea.hub.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelScoresTest {
  private static final List<Integer> LABELS =
      IntStream.range(0, 60).map(i -> i % 3).boxed().toList();

  @Test
  void betterFeaturesTellClassesApart() {
    LabelScores good = FeatureTest.of(features(1.0), LABELS);
    LabelScores bad = FeatureTest.of(features(0.3), LABELS);
    LabelScores none = FeatureTest.of(features(0), LABELS);
    assertTrue(good.accuracy() > 0.95, "" + good.accuracy());
    assertTrue(good.accuracy() > bad.accuracy() && bad.accuracy() > none.accuracy());
    assertTrue(good.advantage(bad) > 4 && bad.advantage(good) < -4);
    assertEquals(0, good.advantage(good));
  }

  @Test
  void leavingOneOutIsNotLearningByHeart() {
    LabelScores random = FeatureTest.of(features(0), LABELS);
    assertEquals(1 / 3.0, random.accuracy(), 0.15);
    assertTrue(random.loss() > 0.5, "" + random.loss());
  }

  @Test
  void logitsAreJudgedByTheirCrossEntropy() {
    var logits = HostBuffer.of(TensorType.f32(2, 2), 0, 0, 3, 0);
    LabelScores scores = LabelScores.ofLogits(logits, List.of(0, 0));
    assertEquals(Math.log(2), scores.losses().getFirst(), 1e-6);
    assertEquals(Math.log(1 + Math.exp(-3)), scores.losses().getLast(), 1e-6);
    assertEquals(List.of(true, true), scores.correct());
  }

  /** Noise, and {@code signal} of the class. */
  private static HostBuffer features(double signal) {
    Random random = new Random(4);
    int width = 20;
    var features = HostBuffer.allocate(TensorType.f32(LABELS.size(), width));
    for (int i = 0; i < LABELS.size() * width; i++) {
      boolean own = i % width % 3 == LABELS.get(i / width);
      features.set(i, random.nextGaussian() + (own ? 2 * signal : 0));
    }
    return features;
  }
}
