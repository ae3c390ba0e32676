package fovea.hub.ensemble;

import fovea.format.JsonObject;
import fovea.graph.type.FoveaException;
import fovea.zoo.ensemble.EnsembleRule;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What several models bring together, on pictures that none of them has learned from.
 *
 * @param rule by which their answers become one
 * @param pictures number of pictures
 * @param members accuracy of each by itself, and of all others without it
 * @param accuracy of all together
 * @param sizes accuracy of so many members, from 1 to all of them
 * @param correlation of the errors of each two members
 * @param next what one member more would bring
 */
public record EnsembleMeasures(
    EnsembleRule rule,
    long pictures,
    List<MemberScore> members,
    double accuracy,
    List<SizeScore> sizes,
    ErrorCorrelation correlation,
    NextMember next) {

  /** Copies the lists. */
  public EnsembleMeasures {
    members = List.copyOf(members);
    sizes = List.copyOf(sizes);
  }

  /**
   * A member.
   *
   * @param accuracy by itself
   * @param without accuracy of the ensemble without it
   */
  public record MemberScore(double accuracy, double without) {}

  /**
   * So many members together.
   *
   * @param size number of members
   * @param choices of so many members that were looked at: all of them, up to 8 members
   * @param mean accuracy over these choices
   * @param lowest of them
   * @param highest of them
   */
  public record SizeScore(int size, int choices, double mean, double lowest, double highest) {}

  /**
   * Measures an ensemble.
   *
   * @throws FoveaException if there are predictions of fewer than two members
   */
  public static EnsembleMeasures of(MemberPredictions predictions, EnsembleRule rule) {
    int count = predictions.members();
    if (count < 2) {
      throw FoveaException.here(
          "expected predictions of 2 members or more, found " + count, "train another one");
    }
    List<MemberScore> members =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new MemberScore(
                        accuracy(predictions, rule, i),
                        accuracy(predictions, rule, MemberSubsets.without(i, count))))
            .toList();
    return new EnsembleMeasures(
        rule,
        predictions.pictures(),
        members,
        accuracy(predictions, rule, IntStream.range(0, count).toArray()),
        IntStream.rangeClosed(1, count).mapToObj(size -> size(predictions, rule, size)).toList(),
        ErrorCorrelation.of(predictions),
        NextMember.of(predictions, rule));
  }

  private static double accuracy(MemberPredictions predictions, EnsembleRule rule, int... members) {
    return MemberPredictions.share(predictions.correct(rule, members));
  }

  private static SizeScore size(MemberPredictions predictions, EnsembleRule rule, int size) {
    List<int[]> choices = MemberSubsets.of(size, predictions.members());
    var accuracies =
        choices.stream()
            .mapToDouble(members -> accuracy(predictions, rule, members))
            .summaryStatistics();
    return new SizeScore(
        size, choices.size(), accuracies.getAverage(), accuracies.getMin(), accuracies.getMax());
  }

  /** Accuracy of the best member by itself. */
  public double best() {
    return members.stream().mapToDouble(MemberScore::accuracy).max().orElse(Double.NaN);
  }

  /** All of it for programs and files; {@link #fromJson} reads it back to an equal value. */
  public JsonObject toJson() {
    return MeasuresJson.write(this);
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @throws fovea.format.FormatException if a field is missing or of another kind
   */
  public static EnsembleMeasures fromJson(JsonObject json) {
    return MeasuresJson.read(json);
  }
}
