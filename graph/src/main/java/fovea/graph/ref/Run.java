package fovea.graph.ref;

/** Every {@code step}-th number of an array from {@code start} on. */
final class Run {
  private final double[] array;
  private final int start;
  private final int step;

  Run(double[] array, int start, int step) {
    this.array = array;
    this.start = start;
    this.step = step;
  }

  /** Number {@code i} of the run. */
  double at(int i) {
    return array[start + i * step];
  }

  /** Changes number {@code i} of the run. */
  void set(int i, double value) {
    array[start + i * step] = value;
  }

  /** Adds {@code factor} times the first {@code count} numbers of {@code from} to these. */
  void add(double factor, Run from, int count) {
    if (step == 1 && from.step == 1) {
      addNeighbors(factor, from, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      array[start + i * step] += factor * from.at(i);
    }
  }

  /** The same without steps, in a form that the compiler turns into vector instructions. */
  private void addNeighbors(double factor, Run from, int count) {
    double[] target = array;
    double[] source = from.array;
    int at = start;
    int sourceAt = from.start;
    for (int i = 0; i < count; i++) {
      target[at + i] += factor * source[sourceAt + i];
    }
  }

  /** Sum of the products with the first {@code count} numbers of {@code other}. */
  double dot(Run other, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += at(i) * other.at(i);
    }
    return sum;
  }
}
