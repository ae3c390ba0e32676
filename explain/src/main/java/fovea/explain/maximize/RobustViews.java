package fovea.explain.maximize;

import fovea.data.pixels.PictureShape;
import fovea.nn.init.KeyedRandom;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * One view a step, moved, scaled and turned a little (Olah et al. 2017): gray around the picture, a
 * jitter, a scale, a rotation, another jitter. They are one bilinear sampling, from the picture
 * itself, so that nothing is blurred twice. All pictures of a batch are seen in the same way.
 *
 * @param border gray pixels on each side, 12
 * @param jitter most pixels by which the padded picture is cut in each direction, 8
 * @param scales one of which is drawn, 0.9 to 1.1 by 0.02
 * @param degrees one of which is drawn, -10 to 10 and 0 five times more
 * @param lastJitter the same as {@code jitter} for the turned picture, 4
 */
public record RobustViews(
    int border, int jitter, List<Double> scales, List<Double> degrees, int lastJitter)
    implements Views {
  /** The size of a picture for which the published numbers of pixels are meant. */
  private static final int USUAL = 128;

  /** Copies the lists. */
  public RobustViews {
    scales = List.copyOf(scales);
    degrees = List.copyOf(degrees);
  }

  /** As published, for pictures of 128 pixels. */
  public RobustViews() {
    this(
        12,
        8,
        IntStream.range(0, 11).mapToObj(i -> 1 + (i - 5) / 50.0).toList(),
        DoubleStream.concat(
                IntStream.rangeClosed(-10, 10).asDoubleStream(), DoubleStream.of(0, 0, 0, 0, 0))
            .boxed()
            .toList(),
        4);
  }

  /** The picture as it is, in each step. */
  public static RobustViews none() {
    return new RobustViews(0, 0, List.of(1.0), List.of(0.0), 0);
  }

  /** With numbers of pixels in proportion to a picture smaller than the usual one. */
  private RobustViews within(PictureShape picture) {
    double share = Math.min(1, Math.max(picture.height(), picture.width()) / (double) USUAL);
    return new RobustViews(
        (int) Math.round(border * share),
        (int) Math.round(jitter * share),
        scales,
        degrees,
        (int) Math.round(lastJitter * share));
  }

  @Override
  public int count() {
    return 1;
  }

  @Override
  public double noise() {
    return 0;
  }

  @Override
  public int usualSize(int network) {
    return Math.min(USUAL, network);
  }

  @Override
  public boolean ofNetworkSize() {
    return false;
  }

  @Override
  public PictureShape window(PictureShape picture) {
    RobustViews own = within(picture);
    int more = 2 * own.border - own.jitter - own.lastJitter;
    return new PictureShape(picture.channels(), picture.height() + more, picture.width() + more);
  }

  @Override
  public List<View> draw(Step step, Frame frame) {
    RobustViews own = within(frame.picture());
    KeyedRandom random = step.random();
    double scale = scales.get(below(scales.size(), random.uniform(0)));
    double angle = Math.toRadians(degrees.get(below(degrees.size(), random.uniform(1))));
    double down = shift(own.lastJitter, random.uniform(2));
    double right = shift(own.lastJitter, random.uniform(3));
    double cos = StrictMath.cos(angle) / scale;
    double sin = StrictMath.sin(angle) / scale;
    return List.of(
        new View(
            frame.middleRow() + shift(own.jitter, random.uniform(4)) + cos * down - sin * right,
            frame.middleColumn() + shift(own.jitter, random.uniform(5)) + sin * down + cos * right,
            frame.zoom(window(frame.picture())) / scale,
            angle));
  }

  private static int below(int count, double uniform) {
    return (int) (uniform * count);
  }

  /** How far the middle moves when {@code pixels} are cut away on both sides together. */
  private static double shift(int pixels, double uniform) {
    return below(pixels + 1, uniform) - pixels / 2.0;
  }
}
