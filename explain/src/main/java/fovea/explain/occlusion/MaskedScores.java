package fovea.explain.occlusion;

import fovea.explain.attribution.Baseline;
import fovea.explain.attribution.PictureBatch;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.WorkSteps;
import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.nn.ForwardPass;
import java.util.List;

/** What a network says of a picture while parts of it are hidden: many masks by one plan. */
public final class MaskedScores {

  /** Values of all pictures that are computed at a time: enough to keep the cores busy. */
  private static final long VALUES = 1 << 22;

  private static final int MOST = 64;

  private final ExplainedNetwork subject;
  private final int atATime;
  private final Compiled compiled;

  private MaskedScores(ExplainedNetwork subject, int atATime, Compiled compiled) {
    this.subject = subject;
    this.atATime = atATime;
    this.compiled = compiled;
  }

  /**
   * For a network.
   *
   * @param count of masks that a picture will get, which tells how many to compute at a time
   */
  public static MaskedScores of(ExplainedNetwork subject, ScoreKind score, int count) {
    Compiled compiled =
        subject.compile(
            in -> {
              Tensor picture = in.get(0);
              Tensor hidden = in.get(1);
              Tensor masked = picture.sub(hidden).mul(in.get(2)).add(hidden);
              ForwardPass pass = ForwardPass.of(subject.network(), masked);
              return List.of(score.of(subject, pass, in.get(3)));
            });
    return new MaskedScores(subject, atATime(subject, count), compiled);
  }

  /**
   * A picture to be hidden in parts.
   *
   * @param picture {@code [1, c, h, w]}
   * @param hidden what stands where it is hidden, of the same type
   * @param target how much each score counts, {@code [1, scores]}
   */
  public record Hiding(HostBuffer picture, HostBuffer hidden, HostBuffer target) {

    /** A picture of a batch, hidden by what a baseline gives. */
    static Hiding of(ExplainedNetwork subject, PictureBatch batch, int index, Baseline hidden) {
      HostBuffer picture = batch.picture(index);
      return new Hiding(picture, hidden.of(subject, picture), batch.target(index));
    }
  }

  private static int atATime(ExplainedNetwork subject, int count) {
    long most = Math.clamp(VALUES / subject.input(1).shape().elements(), 1, MOST);
    return Math.ceilDiv(count, Math.ceilDiv(count, (int) most));
  }

  /** How many masks are computed at a time. */
  public int atATime() {
    return atATime;
  }

  /**
   * The score of the picture under each mask.
   *
   * @param masks each with a number for every place, row by row: 1 shows it, 0 hides it
   * @throws FoveaException if a mask has another number of places
   */
  public double[] of(Hiding hiding, List<float[]> masks) {
    return of(hiding, masks, new WorkSteps(masks.size()));
  }

  /** The same as a part of a longer work, which counts each mask as a step. */
  double[] of(Hiding hiding, List<float[]> masks, WorkSteps steps) {
    double[] scores = new double[masks.size()];
    for (int from = 0; from < scores.length; from += atATime) {
      int used = Math.min(atATime, scores.length - from);
      HostBuffer shown = masks(masks.subList(from, from + used));
      List<HostBuffer> arguments =
          List.of(hiding.picture(), hiding.hidden(), shown, hiding.target());
      HostBuffer found = compiled.call(arguments).getFirst();
      for (int i = 0; i < used; i++) {
        scores[from + i] = found.at(i);
      }
      steps.add(used);
    }
    return scores;
  }

  private HostBuffer masks(List<float[]> masks) {
    Shape input = subject.input(1).shape();
    Shape shape = Shape.of(atATime, 1, input.dim(2), input.dim(3));
    HostBuffer all = HostBuffer.allocate(subject.input(1).with(shape));
    int places = input.dim(2) * input.dim(3);
    for (int mask = 0; mask < masks.size(); mask++) {
      float[] values = masks.get(mask);
      if (values.length != places) {
        throw FoveaException.here(
            "expected masks of " + places + " places, found one of " + values.length,
            "give a number for each place of the network's input");
      }
      for (int i = 0; i < places; i++) {
        all.set((long) mask * places + i, values[i]);
      }
    }
    return all;
  }
}
