package fovea.report.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BitmapTest {

  @Test
  void aPartHasThePixelsOfTheWhole() {
    Bitmap whole = Bitmap.of(5, 4, (x, y) -> 10 * y + x);
    Bitmap part = whole.part(1, 2, 3, 2);
    assertEquals(Bitmap.of(3, 2, (x, y) -> 10 * (y + 2) + x + 1), part);
    assertThrows(ReportException.class, () -> whole.part(3, 0, 3, 1));
  }

  @Test
  void anEnlargedPictureHasSquaresOfOneColor() {
    Bitmap small = Bitmap.of(2, 2, (x, y) -> 2 * y + x);
    assertEquals(Bitmap.of(6, 4, (x, y) -> 2 * (y / 2) + x / 3), small.enlarged(6, 4));
  }

  @Test
  void aScaledPictureKeepsItsMean() {
    Bitmap stripes = Bitmap.of(64, 48, (x, _) -> Rgb.gray(x % 2 * 200));
    Bitmap small = stripes.scaled(16, 12);
    assertEquals(100, Rgb.red(small.rgb(8, 6)), 2);
    Bitmap one = Bitmap.of(7, 5, (_, _) -> 0x123456);
    assertEquals(Bitmap.of(20, 3, (_, _) -> 0x123456), one.scaled(20, 3));
  }

  @Test
  void whatLiesOverAPictureIsSeenThrough() {
    Bitmap under = Bitmap.of(1, 1, (_, _) -> 0x000000);
    Bitmap over = Bitmap.of(1, 1, (_, _) -> 0xFF8000);
    assertEquals(0x804000, under.under(over, 0.5).rgb(0, 0));
    assertThrows(ReportException.class, () -> under.under(Bitmap.of(2, 1, (_, _) -> 0), 1));
  }

  @Test
  void sizesThatCannotBeAreRefused() {
    assertThrows(ReportException.class, () -> Bitmap.of(0, 1, (_, _) -> 0));
    assertThrows(ReportException.class, () -> Bitmap.of(1 << 16, 1 << 16, (_, _) -> 0));
    assertThrows(ReportException.class, () -> Bitmap.of(2, 2, new int[3]));
  }
}
