package fovea.data.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.PictureSet;
import fovea.data.Preprocessing;
import fovea.data.Split;
import fovea.data.pixels.DataException;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Framing;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Interpolation;
import fovea.data.resize.Resize;
import fovea.data.sets.Data;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FittingTest {

  private static final PictureShape GRAY = new PictureShape(1, 28, 28);

  @Test
  void aPictureLikeTheTrainingSetsStaysAsItIs() {
    Picture digit = Data.digits(Split.TEST, 1, 1).picture(0);
    Fitted fitted = Fitting.fit(digit, preprocessing(GRAY, Framing.DIGIT));
    assertSame(digit, fitted.picture());
    assertEquals(List.of(), fitted.steps());
  }

  @Test
  void aDigitOnPaperBecomesOneOfTheSet() {
    PictureSet digits = Data.digits(Split.TEST, 50, 3);
    for (int i = 0; i < digits.size(); i++) {
      Picture digit = digits.picture(i);
      Fitted fitted = Fitting.fit(onPaper(digit).channels(3), preprocessing(GRAY, Framing.DIGIT));
      assertEquals(GRAY, fitted.picture().shape());
      assertTrue(fitted.steps().get(0).contains("gray"), fitted.steps().toString());
      assertTrue(fitted.steps().get(1).contains("inverted"), fitted.steps().toString());
      assertTrue(fitted.steps().get(2).contains("centered by mass"), fitted.steps().toString());
      assertEquals(14, center(fitted.picture(), true), 0.6);
      assertEquals(14, center(fitted.picture(), false), 0.6);
      assertEquals(20, extent(fitted.picture()), 1.5);
    }
  }

  @Test
  void photosAreScaledAndCut() {
    var shape = new PictureShape(3, 32, 32);
    Fitted fitted =
        Fitting.fit(new Picture(new PictureShape(3, 100, 60)), preprocessing(shape, Framing.PHOTO));
    assertEquals(shape, fitted.picture().shape());
    assertEquals(
        List.of("scaled from 100 × 60 to a short side of 32, center 32 × 32 cut out"),
        fitted.steps());
  }

  @Test
  void objectsFillThePicture() {
    var shirt = new Picture(new PictureShape(1, 60, 80));
    Arrays.fill(shirt.pixels(), (byte) 250);
    for (int row = 10; row < 50; row++) {
      Arrays.fill(shirt.pixels(), row * 80 + 30, row * 80 + 50, (byte) 90);
    }
    Fitted fitted = Fitting.fit(shirt, preprocessing(GRAY, Framing.OBJECT));
    assertEquals(165, fitted.picture().at(0, 0, 14));
    assertEquals(165, fitted.picture().at(0, 27, 14));
    assertEquals(0, fitted.picture().at(0, 14, 5), 6);
    assertTrue(fitted.steps().toString().contains("inverted"));
  }

  @Test
  void blankPicturesAreRefused() {
    var blank = new Picture(new PictureShape(1, 60, 80));
    Arrays.fill(blank.pixels(), (byte) 250);
    var error =
        assertThrows(
            DataException.class, () -> Fitting.fit(blank, preprocessing(GRAY, Framing.DIGIT)));
    assertTrue(error.getMessage().contains("blank"), error.getMessage());
  }

  /** Ten times as large, dark blue-gray on paper that darkens from left to right, off center. */
  private static Picture onPaper(Picture digit) {
    Picture large = Resize.scale(digit, Interpolation.BILINEAR, 280, 280);
    var paper = new Picture(new PictureShape(1, 400, 500));
    for (int row = 0; row < 400; row++) {
      for (int column = 0; column < 500; column++) {
        int y = row - 20;
        int x = column - 150;
        int ink = y >= 0 && y < 280 && x >= 0 && x < 280 ? large.at(0, y, x) : 0;
        int light = 240 - column / 50;
        paper.pixels()[row * 500 + column] = (byte) (light - ink * 180 / 255);
      }
    }
    return paper;
  }

  private static double center(Picture picture, boolean horizontal) {
    double moment = 0;
    double mass = 0;
    for (int i = 0; i < 784; i++) {
      int value = picture.pixels()[i] & 0xFF;
      moment += value * ((horizontal ? i % 28 : i / 28) + 0.5);
      mass += value;
    }
    return moment / mass;
  }

  private static int extent(Picture picture) {
    int top = 28;
    int bottom = 0;
    int left = 28;
    int right = 0;
    for (int i = 0; i < 784; i++) {
      if ((picture.pixels()[i] & 0xFF) > 20) {
        top = Math.min(top, i / 28);
        bottom = Math.max(bottom, i / 28 + 1);
        left = Math.min(left, i % 28);
        right = Math.max(right, i % 28 + 1);
      }
    }
    return Math.max(bottom - top, right - left);
  }

  private static Preprocessing preprocessing(PictureShape shape, Framing framing) {
    return Preprocessing.plain(new DataInfo("test", "test", shape, List.of("a"), framing));
  }
}
