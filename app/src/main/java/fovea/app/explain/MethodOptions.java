package fovea.app.explain;

import fovea.app.option.NumberReaders;
import fovea.explain.attribution.SmoothGrad;
import fovea.explain.cam.ScoreCam;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of single methods; where one is not given, the method has its usual value. */
final class MethodOptions {
  static final String TRUTH = "--truth";
  static final String SIGNED = "--signed";
  static final String CHANNELS = "--channels";
  static final String STEPS = "--steps";
  static final String SAMPLES = "--samples";
  static final String NOISE = "--noise";
  static final String MASKS = "--masks";
  static final String WINDOW = "--window";
  static final String STRIDE = "--stride";

  @Option(
      names = TRUTH,
      paramLabel = "NAME|INDEX",
      description = "top-5: the class that the picture shows, which is marked.")
  private Optional<String> truth = Optional.empty();

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
      description = "integrated-gradients: pictures on the way from black (default: 32).")
  private Optional<Integer> steps = Optional.empty();

  @Option(
      names = SAMPLES,
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "smoothgrad: pictures with noise (default: 50).")
  private Optional<Integer> samples = Optional.empty();

  @Option(
      names = NOISE,
      paramLabel = "X",
      converter = NumberReaders.Positive.class,
      description = "smoothgrad: noise as a share of the picture's range (default: 0.15).")
  private Optional<Double> noise = Optional.empty();

  @Option(
      names = MASKS,
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "rise: masks (default: 1000).")
  private Optional<Integer> masks = Optional.empty();

  @Option(
      names = WINDOW,
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "occlusion: side of the window that is covered, in pixels.")
  private Optional<Integer> window = Optional.empty();

  @Option(
      names = STRIDE,
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "occlusion: pixels from one window to the next.")
  private Optional<Integer> stride = Optional.empty();

  /** The class that the pictures show. */
  Optional<String> truth() {
    return truth;
  }

  SmoothGrad of(SmoothGrad usual) {
    SmoothGrad counted = samples.map(usual::samples).orElse(usual);
    return noise.map(counted::deviation).orElse(counted);
  }

  /** Whether what speaks against the class is shown, too. */
  boolean signed() {
    return signed;
  }

  ScoreCam of(ScoreCam usual) {
    return channels.map(usual::channels).orElse(usual);
  }
}
