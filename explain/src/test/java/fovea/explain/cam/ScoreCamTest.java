package fovea.explain.cam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.explain.network.ClassTarget;
import fovea.explain.network.ExplainedNetwork;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A network whose maps are the channels of its picture, which masks then shine through. */
class ScoreCamTest {
  private static final int CHANNELS = 20;
  private static final int PLACES = 9;

  private final HostBuffer weights = CamCases.drawn(CamCases.f64(2, CHANNELS), 8);
  private final HostBuffer picture = CamCases.drawn(CamCases.f64(1, CHANNELS, 3, 3), 9);
  private final ExplainedNetwork subject =
      ExplainedNetwork.of(CamCases.pooled(weights), picture.type());

  private double map(int channel, int place) {
    return Math.max(0, picture.at((long) channel * PLACES + place));
  }

  private double score(int mask) {
    double max = 0;
    double min = Double.POSITIVE_INFINITY;
    for (int place = 0; place < PLACES; place++) {
      max = Math.max(max, map(mask, place));
      min = Math.min(min, map(mask, place));
    }
    double score = 0;
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int place = 0; place < PLACES; place++) {
        double share = (map(mask, place) - min) / (max - min);
        score += weights.at(CHANNELS + channel) * map(channel, place) * share / PLACES;
      }
    }
    return score;
  }

  @Test
  void weighsMapsByTheScoresOfWhatTheyLeave() {
    double[] expected = new double[PLACES];
    double sum = 0;
    for (int mask = 0; mask < CHANNELS; mask++) {
      sum += Math.exp(score(mask));
    }
    for (int place = 0; place < PLACES; place++) {
      for (int mask = 0; mask < CHANNELS; mask++) {
        expected[place] += Math.exp(score(mask)) / sum * map(mask, place);
      }
    }
    float[] found = CamCases.map(new ScoreCam(), subject, picture, 1).values();
    for (int place = 0; place < PLACES; place++) {
      assertEquals(expected[place], found[place], 1e-6);
    }
  }

  @Test
  void triesTheMapsThatVaryMost() {
    int most = 0;
    double largest = 0;
    for (int channel = 0; channel < CHANNELS; channel++) {
      double mean = 0;
      double squares = 0;
      for (int place = 0; place < PLACES; place++) {
        mean += map(channel, place) / PLACES;
        squares += map(channel, place) * map(channel, place) / PLACES;
      }
      if (squares - mean * mean > largest) {
        largest = squares - mean * mean;
        most = channel;
      }
    }
    float[] expected = new float[PLACES];
    for (int place = 0; place < PLACES; place++) {
      expected[place] = (float) map(most, place);
    }
    float[] found = CamCases.map(new ScoreCam().channels(1), subject, picture, 0).values();
    assertArrayEquals(expected, found, 1e-6f);
    assertThrows(FoveaException.class, () -> new ScoreCam().channels(0));
  }

  @Test
  void tellsHowFarItIs() {
    List<String> told = new ArrayList<>();
    new ScoreCam()
        .on(subject)
        .progress((done, all) -> told.add(done + " of " + all))
        .of(picture, ClassTarget.weights(subject, List.of(new ClassTarget("a", 0))));
    assertEquals(List.of("16 of 20", "20 of 20"), told);
  }
}
