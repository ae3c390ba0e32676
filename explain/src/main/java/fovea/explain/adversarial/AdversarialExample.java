package fovea.explain.adversarial;

import fovea.explain.ExplainedPicture;
import fovea.explain.network.ClassTarget;
import fovea.explain.show.Bitmaps;
import fovea.hub.Prediction;
import fovea.report.figure.Figure;
import fovea.report.picture.Bitmap;
import fovea.report.picture.Rgb;
import fovea.train.adversarial.Attack;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A picture that was changed so that a model errs.
 *
 * @param asked what was done
 * @param before the picture as the network sees it, and what the model takes it for
 * @param after the changed picture
 * @param saved the changed picture with each number as the nearest byte has it: what is left of it
 *     in a file
 * @param noise what was added
 */
public record AdversarialExample(
    Asked asked,
    ExplainedPicture before,
    ExplainedPicture after,
    ExplainedPicture saved,
    PixelNoise noise) {

  /**
   * What was done.
   *
   * @param model name of the network
   * @param target the class that the model was to see; none if it was to see another one than
   *     before
   */
  public record Asked(String model, Attack attack, Optional<ClassTarget> target) {}

  /**
   * Whether the attack has reached what it was to: another class, or the one that was asked for.
   */
  public boolean isFooled() {
    return isFooled(after);
  }

  /** Whether it still has when the picture is saved in bytes. */
  public boolean isFooledBySaved() {
    return isFooled(saved);
  }

  private boolean isFooled(ExplainedPicture changed) {
    Prediction now = changed.predictions().best();
    return asked
        .target()
        .map(target -> now.name().equals(target.name()))
        .orElse(now.index() != first().index());
  }

  /** The likeliest class of the picture as it was. */
  public Prediction first() {
    return before.predictions().best();
  }

  /** The likeliest class of the changed picture. */
  public Prediction second() {
    return after.predictions().best();
  }

  /** By how much {@link #noisePicture} is lighter or darker than what was added. */
  public double magnification() {
    return 0.5 / asked.attack().epsilon();
  }

  /** What was added, as colors around gray: what was changed by epsilon is black or white. */
  public Bitmap noisePicture() {
    int channels = before.shown().shape().channels();
    int last = channels - 1;
    return Bitmap.of(
        before.shown().shape().width(),
        before.shown().shape().height(),
        (x, y) ->
            Rgb.of(
                level(before.order().source(0, channels), y, x),
                level(before.order().source(Math.min(1, last), channels), y, x),
                level(before.order().source(last, channels), y, x)));
  }

  private double level(int channel, int row, int column) {
    return 255 * (0.5 + magnification() * noise.at(channel, row, column));
  }

  /** The changed picture as it can be saved. */
  public Bitmap savedPicture() {
    return Bitmaps.of(saved.shown());
  }

  /** The picture, what was added, magnified, and the result, each with what the model says. */
  public Figure figure() {
    return new AdversarialFigure(this).figure();
  }

  /**
   * Writes the {@link #figure}.
   *
   * @param file ending in {@code .png} or {@code .svg}; it is replaced if it exists
   * @throws fovea.report.picture.ReportException if it has another ending, or cannot be written
   */
  public void save(Path file) {
    figure().save(file);
  }
}
