package fovea.graph;

/** When each kernel of one run began and ended, in nanoseconds from the beginning of the run. */
public final class Timeline {
  private final long[] marks;

  /**
   * A run that was watched.
   *
   * @param marks readings of one clock: the beginning of the run, beginning and end of each kernel,
   *     the end of the run
   */
  public Timeline(long... marks) {
    if (marks.length < 2 || marks.length % 2 != 0) {
      throw new IllegalArgumentException(marks.length + " marks are no run of kernels");
    }
    this.marks = marks.clone();
  }

  /** How many kernels have run. */
  public int kernels() {
    return marks.length / 2 - 1;
  }

  /** When kernel {@code index} began. */
  public long start(int index) {
    return marks[1 + 2 * index] - marks[0];
  }

  /** When kernel {@code index} ended. */
  public long end(int index) {
    return marks[2 + 2 * index] - marks[0];
  }

  /** How long kernel {@code index} took. */
  public long duration(int index) {
    return end(index) - start(index);
  }

  /** How long the run took, from its call to its return. */
  public long total() {
    return marks[marks.length - 1] - marks[0];
  }
}
