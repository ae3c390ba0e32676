package fovea.explain.occlusion;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Attributor;
import fovea.explain.attribution.Baseline;
import fovea.explain.attribution.PictureBatch;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.WorkSteps;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How much the score drops while a window of the picture is hidden, at each place the mean over all
 * windows that cover it (Zeiler &amp; Fergus 2014).
 *
 * @param windows where they lie
 * @param hidden what stands in them
 * @param score that drops
 */
public record Occlusion(OcclusionWindows windows, Baseline hidden, ScoreKind score)
    implements Attribution {

  /** A coarse map: windows of a quarter of each side, 49 in all, of the mean color; the logit. */
  public Occlusion() {
    this(OcclusionWindows.quarters(), Baseline.mean(), ScoreKind.LOGIT);
  }

  /**
   * The same with square windows.
   *
   * @param size of each in pixels
   * @param stride pixels from one to the next
   * @throws FoveaException if one is not above 0, or windows leave pixels between them
   */
  public Occlusion window(int size, int stride) {
    return windows(OcclusionWindows.squares(size, stride));
  }

  /** The same with other windows. */
  public Occlusion windows(OcclusionWindows windows) {
    return new Occlusion(windows, hidden, score);
  }

  /** The same with something else in the windows. */
  public Occlusion hidden(Baseline hidden) {
    return new Occlusion(windows, hidden, score);
  }

  /** The same for another number of the network. */
  public Occlusion score(ScoreKind score) {
    return new Occlusion(windows, hidden, score);
  }

  @Override
  public String name() {
    return "occlusion";
  }

  @Override
  public Reading reading() {
    return Reading.SIGNED;
  }

  @Override
  public Attributor on(ExplainedNetwork subject) {
    Shape input = subject.input(1).shape();
    List<float[]> masks = new ArrayList<>();
    masks.add(shown(input));
    List<OcclusionWindows.Window> all = windows.of(input.dim(2), input.dim(3));
    all.forEach(window -> masks.add(masked(input, window)));
    MaskedScores scores = MaskedScores.of(subject, score, masks.size());
    return (pictures, targets) -> {
      PictureBatch batch = PictureBatch.of(subject, pictures, targets);
      HostBuffer maps =
          HostBuffer.allocate(pictures.type().with(input.with(0, batch.count()).with(1, 1)));
      WorkSteps steps = new WorkSteps((long) batch.count() * masks.size());
      for (int picture = 0; picture < batch.count(); picture++) {
        MaskedScores.Hiding hiding = MaskedScores.Hiding.of(subject, batch, picture, hidden);
        write(maps, picture, all, scores.of(hiding, masks, steps));
      }
      return new Attributions(maps);
    };
  }

  private static float[] shown(Shape input) {
    float[] mask = new float[input.dim(2) * input.dim(3)];
    Arrays.fill(mask, 1);
    return mask;
  }

  private static float[] masked(Shape input, OcclusionWindows.Window window) {
    float[] mask = shown(input);
    window.forEach(input.dim(3), place -> mask[place] = 0);
    return mask;
  }

  /** The first of {@code scores} is that of the whole picture. */
  private static void write(
      HostBuffer maps, int picture, List<OcclusionWindows.Window> windows, double[] scores) {
    int width = maps.type().shape().dim(3);
    int places = maps.type().shape().dim(2) * width;
    double[] drop = new double[places];
    int[] covered = new int[places];
    for (int i = 0; i < windows.size(); i++) {
      double dropped = scores[0] - scores[i + 1];
      windows
          .get(i)
          .forEach(
              width,
              place -> {
                drop[place] += dropped;
                covered[place]++;
              });
    }
    for (int place = 0; place < places; place++) {
      maps.set((long) picture * places + place, drop[place] / covered[place]);
    }
  }
}
