package fovea.hub.ensemble;

import fovea.data.BatchPrefetcher;
import fovea.data.PictureSet;
import fovea.data.PreparedPictures;
import fovea.data.batch.Batch;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.hub.Model;
import fovea.hub.ModelEvaluator;
import fovea.train.predict.Predictor;
import fovea.zoo.ensemble.EnsembleRule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What each member of an ensemble says of the same pictures, by itself: from it follows what any of
 * them say together.
 */
public final class MemberPredictions {
  private final List<float[]> probabilities;
  private final List<int[]> votes;
  private final int[] truth;
  private final int classes;

  private MemberPredictions(List<float[]> probabilities, int[] truth, int classes) {
    this.probabilities = probabilities;
    this.votes = probabilities.stream().map(own -> likeliest(own, classes)).toList();
    this.truth = truth;
    this.classes = classes;
  }

  /**
   * Those of models on pictures of their classes; what they say is kept, 4 bytes for each model,
   * picture and class.
   *
   * @throws FoveaException if there are none, they are not alike as {@link ModelEnsemble#of} wants
   *     them, the pictures have other classes, or one of them gives no finite numbers for one
   * @throws fovea.data.pixels.DataException if they do not fit the preprocessing of the models, or
   *     there are none
   */
  public static MemberPredictions of(List<Model> members, PictureSet pictures) {
    if (members.isEmpty()) {
      throw FoveaException.here("predictions of no member", "give one at least");
    }
    ModelEnsemble.requireAlike(members);
    int classes = pictures.classes().size();
    List<float[]> all =
        members.stream().map(_ -> new float[Math.multiplyExact(pictures.size(), classes)]).toList();
    List<Predictor> predictors = members.stream().map(Model::predictor).toList();
    int done = 0;
    try (BatchPrefetcher batches =
        ModelEvaluator.of(members.getFirst(), pictures).batches().open()) {
      for (Batch batch : batches.epoch(0)) {
        HostBuffer input = Objects.requireNonNull(batch.inputs().get(PreparedPictures.IMAGE));
        for (int i = 0; i < all.size(); i++) {
          float[] some = predictors.get(i).probabilities(input).floats();
          System.arraycopy(some, 0, all.get(i), done * classes, some.length);
        }
        done += input.type().shape().dim(0);
      }
    }
    int[] truth = IntStream.range(0, pictures.size()).map(pictures::label).toArray();
    return new MemberPredictions(all, truth, classes);
  }

  /**
   * Those that somebody else has made.
   *
   * @param probabilities of each member, a row of {@code classes} for each picture
   * @param truth the class of each picture
   * @throws FoveaException if there is none, or one has not a row for each picture
   */
  public static MemberPredictions of(List<float[]> probabilities, int[] truth, int classes) {
    long expected = (long) truth.length * classes;
    if (expected == 0 || probabilities.isEmpty()) {
      throw FoveaException.here(
          "predictions of no picture or no member", "give one of each at least");
    }
    for (float[] own : probabilities) {
      if (own.length != expected) {
        throw FoveaException.here(
            String.format(
                Locale.ROOT,
                "expected %,d probabilities of each member, found %,d",
                expected,
                own.length),
            "give one for each class of each picture");
      }
    }
    return new MemberPredictions(
        probabilities.stream().map(float[]::clone).toList(), truth.clone(), classes);
  }

  /** Number of members. */
  public int members() {
    return probabilities.size();
  }

  /** Number of pictures. */
  public int pictures() {
    return truth.length;
  }

  /** For each picture, whether {@code members} find its class by {@code rule} together. */
  public boolean[] correct(EnsembleRule rule, int... members) {
    boolean[] correct = new boolean[truth.length];
    for (int picture = 0; picture < correct.length; picture++) {
      correct[picture] = isCorrect(rule, picture, members);
    }
    return correct;
  }

  /** Whether {@code members} find the class of one picture by {@code rule} together. */
  public boolean isCorrect(EnsembleRule rule, int picture, int... members) {
    double[] scores = new double[classes];
    for (int member : members) {
      float[] own = probabilities.get(member);
      for (int label = 0; label < classes; label++) {
        scores[label] += own[picture * classes + label];
      }
    }
    if (rule == EnsembleRule.VOTE) {
      // The mean of the probabilities is one vote more.
      Arrays.setAll(scores, label -> scores[label] / members.length);
      for (int member : members) {
        scores[votes.get(member)[picture]]++;
      }
    }
    return largest(scores) == truth[picture];
  }

  /** The class that each row finds likeliest. */
  private static int[] likeliest(float[] rows, int classes) {
    int[] likeliest = new int[rows.length / classes];
    for (int row = 0; row < likeliest.length; row++) {
      for (int label = 1; label < classes; label++) {
        if (rows[row * classes + label] > rows[row * classes + likeliest[row]]) {
          likeliest[row] = label;
        }
      }
    }
    return likeliest;
  }

  private static int largest(double[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }

  /** Share of those that are true. */
  static double share(boolean[] correct) {
    int count = 0;
    for (boolean each : correct) {
      count += each ? 1 : 0;
    }
    return (double) count / correct.length;
  }
}
