package fovea.hub.ensemble;

import fovea.data.sampling.Bootstrap;
import fovea.format.JsonArray;
import fovea.format.JsonNumber;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.zoo.ensemble.EnsembleRule;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well the members of a bagged ensemble do on training pictures that their own sample left out
 * (Breiman 1996): an estimate of the accuracy on others that needs no test set.
 *
 * @param members each on what it has not learned from
 * @param ensemble accuracy where each picture is judged by those members alone that have not
 *     learned from it; fewer than all, so that it is rather too low
 * @param judged number of pictures that at least one member has not learned from
 */
public record OutOfBag(List<MemberSample> members, double ensemble, long judged) {

  /** Copies the list. */
  public OutOfBag {
    members = List.copyOf(members);
  }

  /**
   * The sample of a member.
   *
   * @param distinct share of the training pictures that are in it, about 63.2 %
   * @param accuracy on the others; NaN if there are none
   */
  public record MemberSample(double distinct, double accuracy) {}

  /**
   * Measures a bagged ensemble.
   *
   * @param predictions of its members on all training pictures
   * @param samples that they have learned from, in the same order
   */
  public static OutOfBag of(
      MemberPredictions predictions, List<Bootstrap> samples, EnsembleRule rule) {
    List<int[]> left = samples.stream().map(Bootstrap::outOfBag).toList();
    boolean[][] unseen = new boolean[samples.size()][predictions.pictures()];
    for (int member = 0; member < unseen.length; member++) {
      for (int picture : left.get(member)) {
        unseen[member][picture] = true;
      }
    }
    long judged = 0;
    long correct = 0;
    for (int i = 0; i < predictions.pictures(); i++) {
      int picture = i;
      int[] judges =
          IntStream.range(0, unseen.length).filter(member -> unseen[member][picture]).toArray();
      if (judges.length > 0) {
        judged++;
        correct += predictions.isCorrect(rule, picture, judges) ? 1 : 0;
      }
    }
    List<MemberSample> members =
        IntStream.range(0, samples.size())
            .mapToObj(
                member ->
                    new MemberSample(
                        samples.get(member).distinctShare(),
                        accuracy(predictions, rule, member, left.get(member))))
            .toList();
    return new OutOfBag(members, (double) correct / judged, judged);
  }

  private static double accuracy(
      MemberPredictions predictions, EnsembleRule rule, int member, int[] pictures) {
    return IntStream.of(pictures)
        .mapToDouble(picture -> predictions.isCorrect(rule, picture, member) ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }

  /** All of it for programs and files; {@link #fromJson} reads it back to an equal value. */
  public JsonObject toJson() {
    return JsonObject.empty()
        .with(
            "members",
            new JsonArray(
                members.stream()
                    .<JsonValue>map(
                        member ->
                            JsonObject.empty()
                                .with("distinct", member.distinct)
                                .with("accuracy", JsonNumber.orNull(member.accuracy)))
                    .toList()))
        .with("accuracy", JsonNumber.orNull(ensemble))
        .with("judged", judged);
  }

  /**
   * Reads what {@link #toJson} made.
   *
   * @throws fovea.format.FormatException if a field is missing or of another kind
   */
  public static OutOfBag fromJson(JsonObject json) {
    return new OutOfBag(
        json.array("members").objects().stream()
            .map(
                member ->
                    new MemberSample(
                        member.real("distinct"), MeasuresJson.orNan(member, "accuracy")))
            .toList(),
        MeasuresJson.orNan(json, "accuracy"),
        json.integer("judged"));
  }
}
