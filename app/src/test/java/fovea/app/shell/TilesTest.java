package fovea.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class TilesTest {
  private static final int BLACK = 0xFF000000;
  private static final int WHITE = 0xFFFFFFFF;

  @Test
  void numbersAreBrightness() {
    BufferedImage image = Tiles.of(Tensor.of(Shape.of(2, 2), -1, 3, 1, -1));
    assertEquals(256, image.getWidth());
    assertEquals(256, image.getHeight());
    assertEquals(BLACK, image.getRGB(0, 0));
    assertEquals(WHITE, image.getRGB(255, 0));
    assertEquals(0xFF808080, image.getRGB(0, 255));
  }

  @Test
  void threeChannelsAreColors() {
    BufferedImage image = Tiles.of(Tensor.of(Shape.of(3, 1, 1), 1, 0, 0));
    assertEquals(0xFFFF0000, image.getRGB(0, 0));
  }

  @Test
  void otherChannelsAndPicturesAreTiles() {
    // Five tiles in three columns and two rows, the sixth empty; between them a line.
    BufferedImage image = Tiles.of(Tensor.full(TensorType.f32(1, 5, 100, 100), 7));
    assertEquals(3 * 101 - 1, image.getWidth());
    assertEquals(2 * 101 - 1, image.getHeight());
    assertEquals(BLACK, image.getRGB(99, 99));
    assertEquals(0xFF808080, image.getRGB(100, 0));
    assertEquals(0xFF808080, image.getRGB(250, 150));
    assertEquals(2 * 129 - 1, Tiles.of(Tensor.full(TensorType.f32(2, 3, 5, 128), 0)).getWidth());
  }

  @Test
  void picturesKeepTheirColors() {
    var picture = new Picture(new PictureShape(3, 1, 1), new byte[] {10, 20, (byte) 200});
    assertEquals(0xFF0A14C8, Tiles.of(picture).getRGB(0, 0));
  }

  @Test
  void numbersThatAreNoneAreBlack() {
    BufferedImage image =
        Tiles.of(Tensor.of(Shape.of(1, 3), Float.NaN, 1, Float.POSITIVE_INFINITY));
    assertEquals(BLACK, image.getRGB(0, 0));
    assertEquals(WHITE, image.getRGB(254, 0));
  }

  @Test
  void otherShapesAreRefused() {
    var error = assertThrows(FoveaException.class, () -> Tiles.of(Tensor.of(Shape.of(3), 1, 2, 3)));
    assertEquals(
        "show: expected a tensor [h, w], [c, h, w] or [n, c, h, w], found [3]; reshape it, or print"
            + " its values",
        error.getMessage());
  }
}
