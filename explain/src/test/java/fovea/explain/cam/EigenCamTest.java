package fovea.explain.cam;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.explain.network.ExplainedNetwork;
import fovea.graph.type.HostBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EigenCamTest {

  @Test
  void mapsOfOnePatternGiveThePattern() {
    double[] pattern = {0, 1, 2, 3, 4, 8};
    double[] factors = {1, 2, 0, 2};
    HostBuffer picture = HostBuffer.allocate(CamCases.f64(1, 4, 2, 3));
    for (int channel = 0; channel < 4; channel++) {
      for (int place = 0; place < 6; place++) {
        picture.set(channel * 6L + place, factors[channel] * pattern[place]);
      }
    }
    HostBuffer weights = CamCases.drawn(CamCases.f64(2, 4), 1);
    ExplainedNetwork subject = ExplainedNetwork.of(CamCases.pooled(weights), picture.type());
    float[] expected = new float[6];
    for (int place = 0; place < 6; place++) {
      expected[place] = (float) (3 * (pattern[place] - 3));
    }
    assertArrayEquals(
        expected, CamCases.map(new EigenCam().signed(), subject, picture, 0).values(), 1e-5f);
    assertEquals(0, CamCases.map(new EigenCam(), subject, picture, 0).at(0, 0));
  }

  /** What is left of the component is at right angles to it, and no direction has more of it. */
  @Test
  void noDirectionVariesMore() {
    int channels = 7;
    int places = 20;
    double[] maps = new Random(3).doubles((long) channels * places).toArray();
    double[] component = PrincipalComponent.of(maps, channels);
    double length = squares(component);
    Random random = new Random(4);
    for (int trial = 0; trial < 50; trial++) {
      double[] direction = random.doubles(channels, -1, 1).toArray();
      double norm = Math.sqrt(squares(direction));
      double[] projection = new double[places];
      for (int channel = 0; channel < channels; channel++) {
        double mean = 0;
        for (int place = 0; place < places; place++) {
          mean += maps[channel * places + place] / places;
        }
        for (int place = 0; place < places; place++) {
          projection[place] += direction[channel] / norm * (maps[channel * places + place] - mean);
        }
      }
      assertTrue(squares(projection) <= length * (1 + 1e-9));
    }
    assertArrayEquals(
        new double[4], PrincipalComponent.of(new double[] {2, 2, 2, 2, 5, 5, 5, 5}, 2));
  }

  private static double squares(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }
}
