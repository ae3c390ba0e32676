package fovea.data.picture;

import fovea.data.Preprocessing;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Geometry;
import fovea.data.resize.Interpolation;
import fovea.data.resize.Resize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Brings a user's picture into the form that a model was trained on, and tells what it did. */
public final class Fitting {

  /** A border brighter than this is paper, not black background. */
  private static final int BRIGHT = 127;

  private final PictureShape target;
  private final List<String> steps = new ArrayList<>();
  private Picture picture;

  private Fitting(Picture picture, PictureShape target) {
    this.picture = picture;
    this.target = target;
  }

  /**
   * Fits a picture of any size to {@link Preprocessing#picture()}.
   *
   * @throws fovea.data.pixels.DataException if a digit or an object is wanted and the picture is
   *     blank
   */
  public static Fitted fit(Picture picture, Preprocessing preprocessing) {
    var fitting = new Fitting(picture, preprocessing.picture());
    Geometry geometry = preprocessing.geometry();
    fitting.adaptChannels();
    switch (geometry.framing()) {
      case PHOTO -> fitting.photo(geometry);
      case OBJECT -> fitting.object();
      case DIGIT -> fitting.digit();
    }
    return new Fitted(fitting.picture, fitting.steps);
  }

  private void adaptChannels() {
    int from = picture.shape().channels();
    picture = picture.channels(target.channels());
    if (from > target.channels()) {
      steps.add("turned gray");
    } else if (from < target.channels()) {
      steps.add("gray taken as color");
    }
  }

  private void photo(Geometry geometry) {
    PictureShape before = picture.shape();
    if (before.equals(target) && before.equals(geometry.scaling().apply(before))) {
      return;
    }
    picture = Resize.scaleAndCrop(picture, geometry.scaling(), target.height(), target.width());
    steps.add(
        String.format(
            Locale.ROOT,
            "scaled from %d × %d to a short side of %d, center %d × %d cut out",
            before.height(),
            before.width(),
            geometry.scaling().shortSide(),
            target.height(),
            target.width()));
  }

  private void object() {
    invertIfBright();
    if (picture.shape().equals(target)) {
      return;
    }
    picture = Ink.of(picture).trimmed();
    scaleInto(target.height(), target.width());
    picture = Resize.centerCrop(picture, target.height(), target.width());
    steps.add(
        String.format(
            Locale.ROOT, "trimmed, scaled to fill %d × %d", target.height(), target.width()));
  }

  private void digit() {
    boolean inverted = invertIfBright();
    if (!inverted && picture.shape().equals(target)) {
      return;
    }
    Ink ink = Ink.of(picture);
    picture = ink.withFullContrast().trimmed();
    // MNIST's proportions: a box of 20 in a picture of 28.
    int box = Math.max(1, Math.round(Math.min(target.height(), target.width()) * 20 / 28f));
    scaleInto(box, box);
    picture = Ink.centeredByMass(picture, target);
    steps.add(
        String.format(
            Locale.ROOT,
            "trimmed to its ink, scaled into %d × %d, centered by mass in %d × %d",
            box,
            box,
            target.height(),
            target.width()));
  }

  private boolean invertIfBright() {
    boolean bright = Ink.borderLevel(picture) > BRIGHT;
    if (bright) {
      picture = Ink.inverted(picture);
      steps.add("inverted: dark on light");
    }
    return bright;
  }

  /** Scales, keeping the proportions, so that the picture just fits. */
  private void scaleInto(int height, int width) {
    PictureShape shape = picture.shape();
    double factor = Math.min((double) height / shape.height(), (double) width / shape.width());
    picture =
        Resize.scale(
            picture,
            Interpolation.BILINEAR,
            Math.clamp(Math.round(shape.height() * factor), 1, height),
            Math.clamp(Math.round(shape.width() * factor), 1, width));
  }
}
