package fovea.concept;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * The direction in which the values of a layer go from random pictures to those of a concept: the
 * normal of the plane between them by least squares with an L2 penalty. Solved for a weight of each
 * picture, of which there are few, not of each element.
 *
 * @param direction towards the concept
 * @param center of all pictures, through which the plane goes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ConceptVector(double[] direction, double[] center) {

  /** The vector from {@code others} to {@code concept}, as many rows of each. */
  static ConceptVector of(double[][] concept, double[][] others) {
    int half = concept.length;
    int count = 2 * half;
    double[] center = new double[concept[0].length];
    for (int row = 0; row < half; row++) {
      for (int i = 0; i < center.length; i++) {
        center[i] += (concept[row][i] + others[row][i]) / count;
      }
    }
    double[][] rows = new double[count][];
    double[] sides = new double[count];
    for (int row = 0; row < count; row++) {
      rows[row] = minus(row < half ? concept[row] : others[row - half], center);
      sides[row] = row < half ? 1 : -1;
    }
    double[] weights = weights(rows, sides);
    double[] direction = new double[center.length];
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < direction.length; i++) {
        direction[i] += weights[row] * rows[row][i];
      }
    }
    return new ConceptVector(direction, center);
  }

  /** The penalty is the mean square length of a row: it does not depend on the layer's scale. */
  private static double[] weights(double[][] rows, double[] sides) {
    RealMatrix products = new Array2DRowRealMatrix(rows.length, rows.length);
    double penalty = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j <= i; j++) {
        double product = dot(rows[i], rows[j]);
        products.setEntry(i, j, product);
        products.setEntry(j, i, product);
      }
      penalty += products.getEntry(i, i) / rows.length;
    }
    if (!(penalty > 0)) {
      // A layer that makes the same of all pictures has no direction.
      return new double[rows.length];
    }
    for (int i = 0; i < rows.length; i++) {
      products.addToEntry(i, i, penalty);
    }
    return new CholeskyDecomposition(products)
        .getSolver()
        .solve(new ArrayRealVector(sides))
        .toArray();
  }

  /** Whether a picture is on the concept's side. */
  boolean isConcept(double[] row) {
    return dot(minus(row, center), direction) > 0;
  }

  /** The share of pictures whose score rises along the direction: the TCAV score. */
  double score(double[][] gradients) {
    int rises = 0;
    for (double[] gradient : gradients) {
      rises += dot(gradient, direction) > 0 ? 1 : 0;
    }
    return (double) rises / gradients.length;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }
}
