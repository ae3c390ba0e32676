package fovea.explain.evaluation;

import fovea.train.metric.ConfusionMatrix;
import java.util.Comparator;
import java.util.List;

/**
 * How well one label is recognized; it counts as found from a probability of one half on.
 *
 * @param name of the label
 * @param photos number of those that have it
 * @param precision share of what was said to have it that has it; 0 if nothing was
 * @param recall share of what has it that was said to; 0 if nothing has
 * @param f1 harmonic mean of both; 0 if both are
 * @param balancedAccuracy mean of the shares that are right of the photos with it and without
 * @param averagePrecision mean of the precision at each photo that has it, the most probable first;
 *     not a number if none has
 */
public record LabelScore(
    String name,
    long photos,
    double precision,
    double recall,
    double f1,
    double balancedAccuracy,
    double averagePrecision) {

  private static final float HALF = 0.5f;

  /** That of a label by its index. */
  static LabelScore of(TargetAnswers answers, int label) {
    long[] counts = new long[4];
    for (TargetAnswers.Row row : answers.rows()) {
      counts[2 * (has(row.target(), label) ? 1 : 0) + (has(row.output(), label) ? 1 : 0)]++;
    }
    var confusion = new ConfusionMatrix(2, counts);
    return new LabelScore(
        answers.names().get(label),
        confusion.examples(1),
        confusion.precision(1),
        confusion.recall(1),
        confusion.f1(1),
        confusion.balancedAccuracy(),
        averagePrecision(answers, label));
  }

  /** Whether a label is there. */
  static boolean has(List<Float> values, int label) {
    return values.get(label) >= HALF;
  }

  private static double averagePrecision(TargetAnswers answers, int label) {
    List<TargetAnswers.Row> ranked =
        answers.rows().stream()
            .sorted(
                Comparator.<TargetAnswers.Row>comparingDouble(row -> row.output().get(label))
                    .reversed())
            .toList();
    long found = 0;
    double sum = 0;
    for (int i = 0; i < ranked.size(); i++) {
      if (has(ranked.get(i).target(), label)) {
        found++;
        sum += (double) found / (i + 1);
      }
    }
    return found == 0 ? Double.NaN : sum / found;
  }
}
