package fovea.experiment.recipe;

/**
 * A difference of two errors that tells of a trouble.
 *
 * @param trouble that it tells of, if it is large
 * @param from the part whose error is to be the lower one
 * @param lower the error on it
 * @param to the part whose error is to be the higher one
 * @param higher the error on it
 */
public record Gap(
    Trouble trouble, ErrorPart from, ErrorRate lower, ErrorPart to, ErrorRate higher) {

  /** How much higher the error is on the second part; negative if it is lower. */
  public double size() {
    return higher.rate() - lower.rate();
  }

  /**
   * Where the difference lies with 95 % confidence: the exact intervals of both errors put together
   * (Newcombe, 1998, method 10, with Clopper's and Pearson's intervals, which are right for few
   * examples, too). Zero outside of it means that two such parts hardly differ so much by chance.
   */
  public Interval interval() {
    double down =
        Math.hypot(higher.rate() - higher.interval().low(), lower.interval().high() - lower.rate());
    double up =
        Math.hypot(higher.interval().high() - higher.rate(), lower.rate() - lower.interval().low());
    return new Interval(size() - down, size() + up);
  }

  /** The same rates, as if measured on so many times the examples. */
  Gap examples(double factor) {
    return new Gap(trouble, from, times(lower, factor), to, times(higher, factor));
  }

  private static ErrorRate times(ErrorRate rate, double factor) {
    return switch (rate) {
      case ErrorRate.Counted(double wrong, long n) -> {
        long more = Math.max(1, Math.round(n * factor));
        yield new ErrorRate.Counted(Math.min((double) more, wrong / n * more), more);
      }
      case ErrorRate.Stated stated -> stated;
    };
  }
}
