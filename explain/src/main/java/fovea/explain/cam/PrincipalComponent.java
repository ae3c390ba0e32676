package fovea.explain.cam;

import java.util.Random;

/** The first principal component of the maps of a layer over their places, by power iteration. */
final class PrincipalComponent {
  private static final int STEPS = 1_000;
  private static final double TOLERANCE = 1e-10;

  private PrincipalComponent() {}

  /**
   * How far each place lies along the direction in which places differ most, from their mean. The
   * sign is that of the mean of all maps, so that what is active is positive.
   *
   * @param maps one after the other, {@code channels} of them
   * @return a number for each place; zeros if all places are alike
   */
  static double[] of(double[] maps, int channels) {
    int places = maps.length / channels;
    double[] centered = maps.clone();
    double[] mean = new double[places];
    for (int channel = 0; channel < channels; channel++) {
      center(centered, channel * places, places);
      for (int place = 0; place < places; place++) {
        mean[place] += centered[channel * places + place];
      }
    }
    double[] component = dominant(centered, channels);
    return dot(component, mean) < 0 ? scaled(component, -1) : component;
  }

  private static void center(double[] maps, int from, int places) {
    double sum = 0;
    for (int i = from; i < from + places; i++) {
      sum += maps[i];
    }
    for (int i = from; i < from + places; i++) {
      maps[i] -= sum / places;
    }
  }

  /** The projection of all places on the first right singular vector. */
  private static double[] dominant(double[] maps, int channels) {
    int places = maps.length / channels;
    Random random = new Random(1);
    double[] direction = unit(random.doubles(channels, -1, 1).toArray());
    double[] projection = project(maps, direction, places);
    for (int step = 0; step < STEPS; step++) {
      double[] next = unit(back(maps, projection, channels));
      double[] nextProjection = project(maps, next, places);
      double moved = distance(projection, nextProjection);
      projection = nextProjection;
      if (moved <= TOLERANCE * Math.sqrt(dot(projection, projection))) {
        break;
      }
    }
    return projection;
  }

  private static double[] project(double[] maps, double[] direction, int places) {
    double[] projection = new double[places];
    for (int channel = 0; channel < direction.length; channel++) {
      for (int place = 0; place < places; place++) {
        projection[place] += direction[channel] * maps[channel * places + place];
      }
    }
    return projection;
  }

  private static double[] back(double[] maps, double[] projection, int channels) {
    double[] direction = new double[channels];
    for (int channel = 0; channel < channels; channel++) {
      for (int place = 0; place < projection.length; place++) {
        direction[channel] += projection[place] * maps[channel * projection.length + place];
      }
    }
    return direction;
  }

  private static double[] unit(double[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    return length > 0 ? scaled(vector, 1 / length) : vector;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] scaled(double[] vector, double factor) {
    double[] scaled = vector.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }
}
