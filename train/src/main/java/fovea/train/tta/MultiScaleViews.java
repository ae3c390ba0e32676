package fovea.train.tta;

import fovea.data.pixels.PictureShape;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import java.util.List;
import java.util.Locale;

/**
 * The center of larger pictures at several scales (Simonyan &amp; Zisserman 2015): each view is
 * what the network's input shows of the middle when the picture is scaled by a factor.
 *
 * @param scales factors: below 1 for more of the picture, above 1 for less of it
 */
public record MultiScaleViews(List<Double> scales) implements TestTimeAugment {
  private static final double LARGEST = 8;

  /**
   * Copies the list.
   *
   * @throws FoveaException if it is empty, or a factor is not above 0 and at most 8
   */
  public MultiScaleViews {
    scales = List.copyOf(scales);
    if (scales.isEmpty()) {
      throw FoveaException.at("scales", "expected a scale or more, found none", "give some");
    }
    for (double scale : scales) {
      if (!(scale > 0 && scale <= LARGEST)) {
        throw FoveaException.at(
            "scales",
            String.format(
                Locale.ROOT, "expected scales above 0 and at most %.0f, found %s", LARGEST, scale),
            "use such as 0.875, 1 and 1.125");
      }
    }
  }

  /** Scaled by 7/8, as they are, and by 9/8. */
  public MultiScaleViews() {
    this(List.of(0.875, 1.0, 1.125));
  }

  @Override
  public List<TestView> views(Tensor pictures, PictureShape input) {
    return scales.stream().map(scale -> view(scale, pictures, input)).toList();
  }

  private static TestView view(double scale, Tensor pictures, PictureShape input) {
    var part =
        new PictureShape(
            input.channels(), scaled(input.height(), scale), scaled(input.width(), scale));
    Tensor middle = Parts.center(part, pictures);
    return new TestView(
        part.equals(input)
            ? middle
            : middle.upsampleBilinear(input.height(), input.width(), false));
  }

  /** What becomes {@code size} pixels. */
  private static int scaled(int size, double scale) {
    return Math.max(1, (int) Math.rint(size / scale));
  }

  @Override
  public boolean takesLarger() {
    return true;
  }
}
