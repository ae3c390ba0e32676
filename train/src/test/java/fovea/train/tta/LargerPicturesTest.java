package fovea.train.tta;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.data.Preprocessing;
import fovea.data.pixels.PictureShape;
import fovea.train.Tiny;
import org.junit.jupiter.api.Test;

class LargerPicturesTest {

  @Test
  void photosAreSeenAsAWhole() {
    Preprocessing larger = LargerPictures.whole(Preprocessing.imagenet(224, 256));
    assertEquals(new PictureShape(3, 256, 256), larger.picture());
    assertEquals(256, larger.geometry().scaling().shortSide());
    assertEquals(larger.picture(), larger.input());
  }

  @Test
  void photosThatLeaveNothingAreEnlarged() {
    Preprocessing larger = LargerPictures.whole(Preprocessing.tf(224, 224));
    assertEquals(new PictureShape(3, 256, 256), larger.picture());
    assertEquals(256, larger.geometry().scaling().shortSide());
  }

  @Test
  void picturesOfAFixedSizeGetABorder() {
    Preprocessing usual = Tiny.preprocessing();
    Preprocessing larger = LargerPictures.bordered(usual);
    assertEquals(usual.picture(), larger.picture());
    assertEquals(new PictureShape(1, 8, 8), larger.input());
  }
}
