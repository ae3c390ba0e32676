package fovea.data.augment.geometric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.picture.PictureFile;
import fovea.data.pixels.Picture;
import fovea.data.resize.Border;
import fovea.data.warp.Affine;
import fovea.data.warp.Homography;
import fovea.data.warp.Warp;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The deterministic forms make what torchvision makes, within one level of 255. */
class AgainstTorchvisionTest {

  private static final Picture SOURCE = picture("source");

  @Test
  void flips() {
    assertSame("flipped", HorizontalFlip.flip(SOURCE));
    assertSame("upside_down", VerticalFlip.flip(SOURCE));
  }

  @Test
  void crops() {
    assertSame("cropped", Border.BLACK.part(SOURCE, 1 - 4, 6 - 4, 24, 32));
    assertSame("cropped_reflect", Border.REFLECT.part(SOURCE, 7 - 4, -4, 24, 32));
    assertSame("moved", Translate.translate(SOURCE, 5, -3, Border.BLACK));
  }

  @Test
  void affineMaps() {
    assertSame("rotated_30", Rotate.rotate(SOURCE, 30, Border.BLACK));
    assertSame("rotated_m77", Rotate.rotate(SOURCE, -77.3, Border.BLACK));
    assertSame("rotated_90", Rotate.rotate(SOURCE, 90, Border.BLACK));
    assertSame("sheared", Shear.shear(SOURCE, 14, 0, Border.BLACK));
    assertSame("sheared_both", Shear.shear(SOURCE, 12, -8, Border.BLACK));
    assertSame("scaled", Scale.scale(SOURCE, 0.7, Border.BLACK));
    // torchvision's affine turns clockwise.
    Affine all =
        Affine.shear(10, -5)
            .then(Affine.scaling(1.2))
            .then(Affine.rotation(-20))
            .about(SOURCE.shape())
            .then(Affine.translation(3, -2));
    assertSame("affine", all.apply(SOURCE, Border.BLACK));
  }

  @Test
  void perspective() {
    Warp seen = Homography.ofCorners(31, 23, 3, 2, 27, 5, 29, 20, 1, 22);
    assertSame("perspective", seen.apply(SOURCE, Border.BLACK));
  }

  @Test
  void displacement() {
    Warp bent =
        (row, x, y) -> {
          double fromTop = row + 0.5;
          for (int i = 0; i < x.length; i++) {
            double fromLeft = i + 0.5;
            double right = 3 * Math.sin(Math.PI * fromLeft / 16) * Math.sin(Math.PI * fromTop / 24);
            double down =
                2.5 * Math.sin(Math.PI * fromTop / 12) * Math.cos(Math.PI * fromLeft / 64);
            x[i] = (float) (i + right);
            y[i] = (float) (row + down);
          }
        };
    assertSame("elastic", bent.apply(SOURCE, Border.BLACK));
  }

  /** All pixels within one level. */
  private static void assertSame(String name, Picture found) {
    Picture expected = picture(name);
    assertEquals(expected.shape(), found.shape());
    int worst = 0;
    for (int i = 0; i < expected.pixels().length; i++) {
      int difference = (expected.pixels()[i] & 0xFF) - (found.pixels()[i] & 0xFF);
      worst = Math.max(worst, Math.abs(difference));
    }
    assertTrue(worst <= 1, name + ": " + worst + " levels");
  }

  private static Picture picture(String name) {
    try {
      var file = AgainstTorchvisionTest.class.getResource(name + ".png").toURI();
      return PictureFile.decode(Path.of(file)).picture();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
