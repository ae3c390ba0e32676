package fovea.explain.adversarial;

import fovea.explain.show.Bitmaps;
import fovea.hub.Prediction;
import fovea.report.figure.Figure;
import fovea.report.figure.Figures;
import fovea.report.figure.Mark;
import fovea.report.figure.Point;
import fovea.report.picture.Bitmap;
import fovea.report.text.LabelStyle;
import fovea.train.adversarial.Attack;
import java.util.Locale;

/** A picture, what was added to it, and what came out, as Goodfellow et al. show the panda. */
record AdversarialFigure(AdversarialExample example) {
  private static final double WIDTH = 240;
  private static final double SIGN = 36;
  private static final LabelStyle CAPTION = new LabelStyle(14);
  private static final LabelStyle SIGNS = new LabelStyle(26).anchor(LabelStyle.Anchor.MIDDLE);

  /** The three pictures below a title. */
  Figure figure() {
    Attack attack = example.asked().attack();
    String noise =
        String.format(
            Locale.ROOT,
            "at most %s of the range, shown %s times as strong",
            (float) attack.epsilon(),
            rounded(example.magnification()));
    return Figures.padded(
        16,
        Figures.titled(
            title(),
            AttackTexts.whole(attack) + " · " + example.asked().model(),
            Figures.row(
                0,
                part(Bitmaps.of(example.before().shown()), text(example.first())),
                sign("+"),
                part(example.noisePicture(), noise),
                sign("="),
                part(Bitmaps.of(example.after().shown()), text(example.second())))));
  }

  private String title() {
    String first = example.first().name();
    String second = example.second().name();
    return first.equals(second) ? "Still " + first : first + " becomes " + second;
  }

  private static String text(Prediction prediction) {
    return String.format(
        Locale.ROOT, "%s, %.1f %%", prediction.name(), 100 * prediction.probability());
  }

  private static String rounded(double number) {
    return number < 10
        ? String.format(Locale.ROOT, "%.1f", number)
        : String.format(Locale.ROOT, "%.0f", number);
  }

  private Figure part(Bitmap bitmap, String caption) {
    return Figures.column(
        4, Figure.of(bitmap, WIDTH, height()), Figures.text(caption, CAPTION, WIDTH));
  }

  private Figure sign(String text) {
    return new Figure(
        SIGN, height(), new Mark.Text(new Point(SIGN / 2, height() / 2 + 8), text, SIGNS));
  }

  private double height() {
    var shape = example.before().shown().shape();
    return WIDTH * shape.height() / shape.width();
  }
}
