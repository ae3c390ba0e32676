package fovea.train.tta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.data.pixels.PictureShape;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.train.Tiny;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ViewsTest {
  private static final Tensor THREE = Tensor.of(Shape.of(1, 1, 3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9);
  private static final PictureShape TWO_BY_TWO = new PictureShape(1, 2, 2);
  private static final PictureShape THREE_BY_THREE = new PictureShape(1, 3, 3);

  private static List<List<Integer>> seen(TestTimeAugment augment, PictureShape input) {
    return Tiny.onReference(
        () ->
            augment.views(THREE, input).stream()
                .map(view -> Tiny.list(view.pictures().value()).stream().map(Double::intValue))
                .map(Stream::toList)
                .toList());
  }

  @Test
  void tenCropsAreCornersAndCenterAndTheirMirrorImages() {
    assertEquals(
        List.of(
            List.of(1, 2, 4, 5),
            List.of(2, 3, 5, 6),
            List.of(4, 5, 7, 8),
            List.of(5, 6, 8, 9),
            List.of(1, 2, 4, 5),
            List.of(2, 1, 5, 4),
            List.of(3, 2, 6, 5),
            List.of(5, 4, 8, 7),
            List.of(6, 5, 9, 8),
            List.of(2, 1, 5, 4)),
        seen(new TenCropViews(), TWO_BY_TWO));
  }

  @Test
  void flippedViewsAreThePictureAndItsMirrorImage() {
    assertEquals(
        List.of(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9), List.of(3, 2, 1, 6, 5, 4, 9, 8, 7)),
        seen(new FlipViews(), THREE_BY_THREE));
  }

  @Test
  void shiftedViewsReflectThePictureAtItsEdge() {
    List<List<Integer>> views = seen(new ShiftViews(), THREE_BY_THREE);
    assertEquals(6, views.size());
    assertEquals(List.of(5, 4, 5, 2, 1, 2, 5, 4, 5), views.get(2));
    assertEquals(List.of(5, 4, 5, 2, 1, 2, 5, 4, 5), views.get(3));
    assertEquals(List.of(5, 6, 5, 8, 9, 8, 5, 6, 5), views.get(4));
    List<Double> weights =
        new ShiftViews().views(THREE, THREE_BY_THREE).stream().map(TestView::weight).toList();
    assertEquals(List.of(2.0, 2.0, 1.0, 1.0, 1.0, 1.0), weights);
  }

  @Test
  void scalesShowMoreOrLessOfTheMiddle() {
    var scales = new MultiScaleViews(List.of(2 / 3.0, 1.0, 2.0));
    List<TestView> views = scales.views(THREE, TWO_BY_TWO);
    float[] whole = Tiny.onReference(() -> views.get(0).pictures().floats());
    // The centers of two pixels of 1.5 lie at 0.25 and 1.75.
    assertArrayEquals(new float[] {2, 3.5f, 6.5f, 8}, whole, 1e-6f);
    assertEquals(List.of(1, 2, 4, 5), seen(scales, TWO_BY_TWO).get(1));
    assertEquals(List.of(5, 5, 5, 5), seen(scales, TWO_BY_TWO).get(2));
  }

  static Stream<TestTimeAugment> named() {
    return Stream.of(
        new TenCropViews(),
        new FlipViews(),
        new ShiftViews(2),
        new MultiScaleViews(List.of(1.0, 1.25)));
  }

  @ParameterizedTest
  @MethodSource("named")
  void textsNameThem(TestTimeAugment augment) {
    var json = Json.parse(Json.write(TestTimeAugment.codecs().write(augment)), "views");
    assertEquals(augment, TestTimeAugment.codecs().read((JsonObject) json));
  }

  @Test
  void whatCannotBeIsASentence() {
    assertRefused(
        "parts of 3 x 3 pixels are to be cut from pictures of 3 x 3; use larger pictures",
        () -> new TenCropViews().views(THREE, THREE_BY_THREE));
    assertRefused(
        "parts of 4 x 4 pixels are to be cut from pictures of 3 x 3; use larger pictures",
        () -> new MultiScaleViews(List.of(0.5)).views(THREE, TWO_BY_TWO));
    assertRefused(
        "scales: expected scales above 0 and at most 8, found -1.0; use such as 0.875, 1 and 1.125",
        () -> new MultiScaleViews(List.of(-1.0)));
    assertRefused(
        "pixels: expected a move by 1 pixel or more, found 0; use another number, or flip for no"
            + " move",
        () -> new ShiftViews(0));
    assertRefused(
        "pictures [1, 3, 3] are to be moved by 3 pixels; use a smaller number of pixels",
        () -> new ShiftViews(3).views(THREE, THREE_BY_THREE));
    assertRefused("a view of the weight 0.0; use one above 0", () -> new TestView(THREE, 0));
  }

  private static void assertRefused(
      String expected, org.junit.jupiter.api.function.Executable body) {
    assertEquals(expected, assertThrows(FoveaException.class, body).getMessage());
  }
}
