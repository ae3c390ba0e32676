package fovea.data.digits;

import fovea.data.augment.CounterRandom;
import fovea.data.warp.SplineField;
import java.util.List;

/**
 * Paints digits that look handwritten, white on black, as MNIST does: ink in a box of 20 × 20,
 * centered by its mass in 28 × 28.
 *
 * <p>All arithmetic is exact or strict, so every machine paints the same bytes. Keeps scratch
 * memory: one painter per thread.
 */
public final class DigitPainter {

  /** Pixels a side. */
  public static final int SIZE = 28;

  // The ranges of what varies. "± r" is bell-shaped within the range, with deviation r / 3; lengths
  // are in units of the digit's height, or in pixels.

  /** Every point of a stroke moves by ± this (height). */
  private static final double JITTER = 0.08;

  /** Cells of the elastic field, each way. */
  private static final int ELASTIC_CELLS = 3;

  /** Knots of the elastic field move by up to this (height), evenly spread. */
  private static final double ELASTIC = 0.2;

  /** Rotation of ± this (radians). */
  private static final double ROTATION = 0.45;

  /** Slant to the right of {@code SLANT ± SLANT_RANGE} (width per height). */
  private static final double SLANT = 0.2;

  private static final double SLANT_RANGE = 0.65;

  /** Width of {@code WIDTH * (1 ± WIDTH_RANGE)} (height). */
  private static final double WIDTH = 0.75;

  private static final double WIDTH_RANGE = 0.65;

  /** A one is narrower by this factor: the more elaborate ones would else grow too wide. */
  private static final double WIDTH_OF_ONE = 0.7;

  /** Half the thickness of the pen of {@code RADIUS ± RADIUS_RANGE} (pixels). */
  private static final double RADIUS = 1.45;

  private static final double RADIUS_RANGE = 1.1;

  /** The thickness varies along a stroke by up to ± this share. */
  private static final double PRESSURE = 0.25;

  /** The ink's longer side of {@code BOX * (1 ± BOX_RANGE)} (pixels). */
  private static final double BOX = 20;

  private static final double BOX_RANGE = 0.1;

  /** The center of mass is off the middle by ± this in both directions (pixels). */
  private static final double SHIFT = 2.5;

  /** Edges fade over {@code SOFTNESS} to {@code SOFTNESS + SOFTNESS_RANGE} (pixels). */
  private static final double SOFTNESS = 0.8;

  private static final double SOFTNESS_RANGE = 0.7;

  /** Brightness of full ink, from this to 255. */
  private static final double DIMMEST = 200;

  /** Noise of up to ± this on every pixel; its strength differs from picture to picture. */
  private static final double NOISE = 24;

  private final PenTrace trace = new PenTrace();
  private final SplineField elastic = new SplineField(ELASTIC_CELLS, ELASTIC_CELLS);
  private final Canvas canvas = new Canvas(SIZE);
  private double[] points = new double[64];

  /**
   * Paints one picture.
   *
   * @param digit 0 to 9
   * @param random decides everything else; the same numbers give the same picture
   * @param target receives {@code SIZE * SIZE} bytes, row by row
   * @param offset into {@code target}
   */
  public void paint(int digit, CounterRandom random, byte[] target, int offset) {
    write(digit, random);
    elastic.draw(random, ELASTIC);
    elastic.move(trace.x, trace.y, trace.length);
    slantAndTurn(digit, random);
    double radius = press(random);
    place(radius, random);
    canvas.clear();
    canvas.draw(trace, SOFTNESS + SOFTNESS_RANGE * random.nextDouble());
    develop(random, target, offset);
  }

  private void write(int digit, CounterRandom random) {
    List<Glyph> styles = Glyphs.styles(digit);
    Glyph style = styles.get(random.nextInt(styles.size()));
    trace.clear();
    for (Glyph.Stroke stroke : style.strokes()) {
      int coordinates = stroke.points.length;
      if (points.length < coordinates) {
        points = new double[coordinates];
      }
      for (int i = 0; i < coordinates; i++) {
        points[i] = stroke.points[i] + JITTER * random.gaussian();
      }
      trace.stroke(points, stroke.corner);
    }
  }

  private void slantAndTurn(int digit, CounterRandom random) {
    double angle = ROTATION * random.gaussian();
    double slant = SLANT + SLANT_RANGE * random.gaussian();
    double width = WIDTH * (1 + WIDTH_RANGE * random.gaussian()) * (digit == 1 ? WIDTH_OF_ONE : 1);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    trace.transform(width * cos, -slant * cos - sin, width * sin, cos - slant * sin);
  }

  /** Sets the thickness along the trace, and tells its mean. */
  private double press(CounterRandom random) {
    double radius = RADIUS + RADIUS_RANGE * random.gaussian();
    double variation = PRESSURE * random.nextDouble();
    double phase = random.nextDouble();
    double rate = random.uniform(0.01, 0.05);
    for (int i = 0; i < trace.length; i++) {
      double t = phase + rate * i;
      double wave = 4 * Math.abs(t - Math.floor(t) - 0.5) - 1;
      trace.radius[i] = radius * (1 + variation * wave);
    }
    return radius;
  }

  /** Scales the trace to the box, pen included, and moves its mass to the middle or near it. */
  private void place(double radius, CounterRandom random) {
    double box = BOX * (1 + BOX_RANGE * random.gaussian());
    double scale = (box - 2 * radius) / trace.extent();
    double middleX = SIZE / 2.0 + SHIFT * random.gaussian();
    double middleY = SIZE / 2.0 + SHIFT * random.gaussian();
    trace.scaleAndMove(
        scale, middleX - scale * trace.center(trace.x), middleY - scale * trace.center(trace.y));
  }

  private void develop(CounterRandom random, byte[] target, int offset) {
    double contrast = random.uniform(DIMMEST, 255);
    double noise = NOISE * random.nextDouble();
    for (int i = 0; i < canvas.ink.length; i++) {
      double value = contrast * canvas.ink[i] + noise * random.gaussian();
      target[offset + i] = (byte) (Math.clamp(value, 0, 255) + 0.5);
    }
  }
}
