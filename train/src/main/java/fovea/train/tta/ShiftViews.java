package fovea.train.tta;

import fovea.data.pixels.PictureShape;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Six views: each picture as it is, moved down and to the right, and moved up and to the left, all
 * three mirrored as well; what comes in is the picture reflected at its edge (Jordan 2024). The
 * average is of logits; pictures in their place count as much as the moved ones together.
 *
 * @param pixels by which they are moved
 */
public record ShiftViews(int pixels) implements TestTimeAugment {

  /**
   * Checks the number of pixels.
   *
   * @throws FoveaException if it is below 1
   */
  public ShiftViews {
    if (pixels < 1) {
      throw FoveaException.at(
          "pixels",
          String.format(Locale.ROOT, "expected a move by 1 pixel or more, found %d", pixels),
          "use another number, or flip for no move");
    }
  }

  /** By one pixel. */
  public ShiftViews() {
    this(1);
  }

  @Override
  public List<TestView> views(Tensor pictures, PictureShape input) {
    if (Math.min(input.height(), input.width()) <= pixels) {
      throw FoveaException.here(
          String.format(Locale.ROOT, "pictures %s are to be moved by %,d pixels", input, pixels),
          "use a smaller number of pixels");
    }
    return Stream.of(
            new TestView(pictures, 2),
            new TestView(PixelOrder.moved(pictures, pixels)),
            new TestView(PixelOrder.moved(pictures, -pixels)))
        .flatMap(
            view ->
                Stream.of(view, new TestView(PixelOrder.mirrored(view.pictures()), view.weight())))
        .toList();
  }

  @Override
  public ViewAverage average() {
    return ViewAverage.LOGITS;
  }
}
