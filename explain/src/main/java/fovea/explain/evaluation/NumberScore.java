package fovea.explain.evaluation;

/**
 * How well one number is given.
 *
 * @param name of the number
 * @param meanAbsoluteError in its units
 * @param rootMeanSquaredError in its units
 * @param bias mean of what was predicted less what is true
 * @param r2 share of the variance that is explained; 0 if the number never changes
 */
public record NumberScore(
    String name, double meanAbsoluteError, double rootMeanSquaredError, double bias, double r2) {

  /** That of a number by its index. */
  static NumberScore of(TargetAnswers answers, int number) {
    double squared = answers.mean(row -> Math.pow(row.error(number), 2));
    double mean = answers.mean(row -> row.target().get(number));
    double variance = answers.mean(row -> Math.pow(row.target().get(number) - mean, 2));
    return new NumberScore(
        answers.names().get(number),
        answers.mean(row -> Math.abs(row.error(number))),
        Math.sqrt(squared),
        answers.mean(row -> row.error(number)),
        variance > 0 ? 1 - squared / variance : 0);
  }
}
