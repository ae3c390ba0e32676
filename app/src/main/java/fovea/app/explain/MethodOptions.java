package fovea.app.explain;

import fovea.app.option.NumberReaders;
import fovea.app.session.UsageException;
import fovea.explain.attribution.IntegratedGradients;
import fovea.explain.attribution.SmoothGrad;
import fovea.explain.cam.ScoreCam;
import fovea.explain.occlusion.Occlusion;
import fovea.explain.occlusion.Rise;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of methods of attribution; where one is not given, the method has its usual value. */
final class MethodOptions {
  static final String TRUTH = "--truth";
  static final String MAPS = "--maps";
  static final String SIGNED = "--signed";
  static final String CHANNELS = "--channels";
  static final String STEPS = "--steps";
  static final String SAMPLES = "--samples";
  static final String NOISE = "--noise";
  static final String MASKS = "--masks";
  static final String WINDOW = "--window";
  static final String STRIDE = "--stride";

  /** What one step leads on by, where the user names a window alone: half of it. */
  private static final int OVERLAP = 2;

  @Option(
      names = TRUTH,
      paramLabel = "NAME|INDEX",
      description = "top-5: the class that the pictures show, which is marked.")
  private Optional<String> truth = Optional.empty();

  @Option(
      names = MAPS,
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "feature-maps: how many are shown, the strongest first (default: 16).")
  private Optional<Integer> maps = Optional.empty();

  @Option(
      names = SIGNED,
      description = "grad-cam and its like: also show what speaks against the class.")
  private boolean signed;

  @Option(
      names = CHANNELS,
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "score-cam: maps that are tried, those that vary most (default: all).")
  private Optional<Integer> channels = Optional.empty();

  @Option(
      names = STEPS,
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description =
          "integrated-gradients: points on the way from black to the picture (default: 50);"
              + " maximize: steps (default: 512, with --maco 256).")
  private Optional<Integer> steps = Optional.empty();

  @Option(
      names = SAMPLES,
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "smoothgrad: copies of the picture with noise (default: 50).")
  private Optional<Integer> samples = Optional.empty();

  @Option(
      names = NOISE,
      paramLabel = "X",
      converter = NumberReaders.Positive.class,
      description =
          "smoothgrad: deviation of the noise, as a share of the picture's range (default: 0.15).")
  private Optional<Double> noise = Optional.empty();

  @Option(
      names = MASKS,
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "rise: number of masks (default: 1000); more of them leave less noise.")
  private Optional<Integer> masks = Optional.empty();

  @Option(
      names = WINDOW,
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description =
          "occlusion: side of the window that is hidden, in pixels of the network's input (default:"
              + " a quarter of the picture).")
  private Optional<Integer> window = Optional.empty();

  @Option(
      names = STRIDE,
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description =
          "occlusion: pixels from one window to the next (default: half of --window, which it goes"
              + " with).")
  private Optional<Integer> stride = Optional.empty();

  /** The class that the pictures show. */
  Optional<String> truth() {
    return truth;
  }

  /** Number of feature maps. */
  Optional<Integer> maps() {
    return maps;
  }

  /** Steps of whatever has steps. */
  Optional<Integer> steps() {
    return steps;
  }

  /** Whether what speaks against the class is shown, too. */
  boolean signed() {
    return signed;
  }

  ScoreCam of(ScoreCam usual) {
    return channels.map(usual::channels).orElse(usual);
  }

  SmoothGrad of(SmoothGrad usual) {
    SmoothGrad counted = samples.map(usual::samples).orElse(usual);
    return noise.map(counted::deviation).orElse(counted);
  }

  IntegratedGradients of(IntegratedGradients usual) {
    return steps.map(usual::steps).orElse(usual);
  }

  Rise of(Rise usual) {
    return masks.map(usual::masks).orElse(usual);
  }

  /**
   * Occlusion with the window that the user wants.
   *
   * @throws UsageException if there is a stride without a window
   */
  Occlusion of(Occlusion usual) {
    if (window.isEmpty() && stride.isPresent()) {
      throw new UsageException(STRIDE, "expected --window with it, found none", "name both");
    }
    return window
        .map(side -> usual.window(side, stride.orElse(Math.max(1, side / OVERLAP))))
        .orElse(usual);
  }
}
