package fovea.similar.map;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The two directions along which vectors differ the most: principal component analysis (Hotelling
 * 1933).
 *
 * <p>By subspace iteration with some directions more than are asked for (Halko, Martinsson, Tropp
 * 2011), which needs no covariance matrix: that of a thousand elements takes a minute to decompose.
 */
final class PrincipalAxes {
  static final int AXES = 2;

  /** More directions than two, since the iteration ends sooner with them. */
  private static final int DIRECTIONS = 8;

  private static final int MOST_ITERATIONS = 300;

  /** The variances are found when they change by less than this part. */
  private static final double SETTLED = 1e-10;

  private static final long SEED = 1;

  private final double[] mean;
  private final double[][] axes;
  private final double[] shares;

  private PrincipalAxes(double[] mean, double[][] axes, double[] shares) {
    this.mean = mean;
    this.axes = axes;
    this.shares = shares;
  }

  /** Those of some vectors. */
  static PrincipalAxes of(float[][] vectors) {
    int dimension = vectors[0].length;
    double[] mean = mean(vectors);
    double[][] directions = random(Math.min(DIRECTIONS, dimension), dimension);
    double all = Arrays.stream(vectors).mapToDouble(vector -> squares(vector, mean)).sum();
    double[] last = new double[AXES];
    SmallEigen found = SmallEigen.of(new double[directions.length][directions.length]);
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      double[][] places = places(vectors, mean, directions);
      found = SmallEigen.of(products(places, directions.length));
      double[] now = values(found, directions.length);
      if (settled(last, now) || iteration == MOST_ITERATIONS - 1) {
        break;
      }
      last = now;
      directions = orthonormal(gathered(vectors, mean, places, directions.length));
    }
    double[][] axes = new double[AXES][dimension];
    for (int axis = 0; axis < Math.min(AXES, directions.length); axis++) {
      axes[axis] = upright(combined(directions, found.vector(axis)));
    }
    double[] shares = values(found, directions.length);
    for (int axis = 0; axis < AXES; axis++) {
      shares[axis] = all == 0 ? 0 : Math.clamp(shares[axis] / all, 0, 1);
    }
    return new PrincipalAxes(mean, axes, shares);
  }

  /** Where a vector lies along an axis. */
  double place(float[] vector, int axis) {
    return product(vector, mean, axes[axis]);
  }

  /** The part of the variance that lies along an axis. */
  double share(int axis) {
    return shares[axis];
  }

  private static double[] mean(float[][] vectors) {
    double[] mean = new double[vectors[0].length];
    for (float[] vector : vectors) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += vector[k];
      }
    }
    for (int k = 0; k < mean.length; k++) {
      mean[k] /= vectors.length;
    }
    return mean;
  }

  private static double squares(float[] vector, double[] mean) {
    double sum = 0;
    for (int k = 0; k < mean.length; k++) {
      double difference = vector[k] - mean[k];
      sum += difference * difference;
    }
    return sum;
  }

  private static double product(float[] vector, double[] mean, double[] direction) {
    double sum = 0;
    for (int k = 0; k < mean.length; k++) {
      sum += (vector[k] - mean[k]) * direction[k];
    }
    return sum;
  }

  private static double[][] random(int count, int dimension) {
    var random = new Random(SEED);
    double[][] directions = new double[count][dimension];
    for (double[] direction : directions) {
      Arrays.setAll(direction, _ -> random.nextGaussian());
    }
    return orthonormal(directions);
  }

  private static double[][] places(float[][] vectors, double[] mean, double[][] directions) {
    return Arrays.stream(vectors)
        .parallel()
        .map(
            vector ->
                Arrays.stream(directions)
                    .mapToDouble(direction -> product(vector, mean, direction))
                    .toArray())
        .toArray(double[][]::new);
  }

  private static double[][] products(double[][] places, int count) {
    double[][] products = new double[count][count];
    for (double[] place : places) {
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          products[i][j] += place[i] * place[j];
        }
      }
    }
    return products;
  }

  /** The vectors' sum for each direction, weighted by their places along it. */
  private static double[][] gathered(
      float[][] vectors, double[] mean, double[][] places, int count) {
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(
            direction -> {
              double[] sum = new double[mean.length];
              for (int i = 0; i < vectors.length; i++) {
                double place = places[i][direction];
                float[] vector = vectors[i];
                for (int k = 0; k < sum.length; k++) {
                  sum[k] += place * (vector[k] - mean[k]);
                }
              }
              return sum;
            })
        .toArray(double[][]::new);
  }

  /** By Gram and Schmidt, twice, against rounding; what is nothing but rounding becomes zero. */
  private static double[][] orthonormal(double[][] directions) {
    for (int i = 0; i < directions.length; i++) {
      double[] direction = directions[i];
      double before = length(direction);
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < i; j++) {
          add(direction, directions[j], -dot(direction, directions[j]));
        }
      }
      double length = length(direction);
      double scale = length > 1e-12 * before ? 1 / length : 0;
      Arrays.setAll(direction, k -> direction[k] * scale);
    }
    return directions;
  }

  private static double[] combined(double[][] directions, double[] weights) {
    double[] sum = new double[directions[0].length];
    for (int i = 0; i < directions.length; i++) {
      add(sum, directions[i], weights[i]);
    }
    return sum;
  }

  /** An axis may point either way; its largest element is above zero here, so that it repeats. */
  private static double[] upright(double[] axis) {
    double largest = 0;
    for (double element : axis) {
      largest = Math.abs(element) > Math.abs(largest) ? element : largest;
    }
    double sign = largest < 0 ? -1 : 1;
    return Arrays.stream(axis).map(element -> sign * element).toArray();
  }

  private static double[] values(SmallEigen found, int count) {
    return IntStream.range(0, AXES)
        .mapToDouble(axis -> axis < count ? found.value(axis) : 0)
        .toArray();
  }

  private static boolean settled(double[] last, double[] now) {
    for (int axis = 0; axis < AXES; axis++) {
      if (Math.abs(now[axis] - last[axis]) > SETTLED * now[0]) {
        return false;
      }
    }
    return true;
  }

  private static void add(double[] to, double[] what, double factor) {
    for (int k = 0; k < to.length; k++) {
      to[k] += factor * what[k];
    }
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int k = 0; k < one.length; k++) {
      sum += one[k] * other[k];
    }
    return sum;
  }

  private static double length(double[] direction) {
    return Math.sqrt(dot(direction, direction));
  }
}
