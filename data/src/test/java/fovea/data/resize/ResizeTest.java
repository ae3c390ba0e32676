package fovea.data.resize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeTest {

  /** 7 × 11 random values, and below what Pillow 9.4 makes of them. */
  private static final Picture PICTURE =
      picture(
          7,
          11,
          "106 152 249 131 184 200 0 21 253 147 202 107 249 169 138 149 119 166 224 148 172 93"
              + " 167 142 248 26 81 218 150 66 2 191 60 129 179 90 69 104 110 97 157 106 152 251"
              + " 62 7 248 171 33 123 79 176 37 20 94 49 149 127 206 244 28 119 54 0 192 233 18"
              + " 116 191 165 184 184 199 165 253 174 33");

  @ParameterizedTest
  @CsvSource({
    "5, 4, 167 163 118 167 171 132 139 121 132 104 116 136 107 143 91 97 114 175 154 150",
    "7, 3, 167 133 151 172 153 158 149 127 91 121 106 156 110 111 71 141 116 121 130 186 167",
    "2, 11, 123 173 199 99 124 160 110 127 118 158 133 67 110 174 154 143 112 124 126 80 138 146"
  })
  void agreesWithPillow(int height, int width, String expected) {
    assertArrayEquals(
        picture(height, width, expected).pixels(),
        Resize.scale(PICTURE, Interpolation.BILINEAR, height, width).pixels());
  }

  @Test
  void agreesWithPillowWhenEnlarging() {
    byte[] large = Resize.scale(PICTURE, Interpolation.BILINEAR, 13, 17).pixels();
    assertArrayEquals(
        picture(1, 17, "106 128 163 226 200 134 168 190 200 71 6 20 157 228 159 176 202").pixels(),
        Arrays.copyOf(large, 17));
    assertArrayEquals(
        picture(1, 17, "18 64 125 173 180 166 178 184 184 194 189 167 217 234 183 99 33").pixels(),
        Arrays.copyOfRange(large, 12 * 17, 13 * 17));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 4, 167 169 112 176 175 128 144 114 132 96 115 137 106 149 80 95 111 185 156 154",
    "7, 3, 172 125 153 171 155 158 152 124 89 120 101 161 113 112 70 142 120 116 126 192 165",
    "2, 11, 127 176 200 94 122 163 107 123 118 159 136 64 106 172 156 141 110 127 130 79 135 145"
  })
  void splinesAgreeWithPillow(int height, int width, String expected) {
    assertArrayEquals(
        picture(height, width, expected).pixels(),
        Resize.scale(PICTURE, Interpolation.BICUBIC, height, width).pixels());
  }

  @Test
  void splinesAgreeWithPillowWhenEnlarging() {
    byte[] large = Resize.scale(PICTURE, Interpolation.BICUBIC, 13, 17).pixels();
    assertArrayEquals(
        picture(1, 17, "104 117 155 244 212 129 168 206 207 56 0 0 170 255 152 176 216").pixels(),
        Arrays.copyOf(large, 17));
    assertArrayEquals(
        picture(1, 17, "8 53 124 185 188 161 172 186 197 206 196 173 241 255 188 79 5").pixels(),
        Arrays.copyOfRange(large, 12 * 17, 13 * 17));
  }

  @Test
  void channelsDoNotMix() {
    var pixels = new byte[2 * 77];
    System.arraycopy(PICTURE.pixels(), 0, pixels, 77, 77);
    Picture resized =
        Resize.scale(new Picture(new PictureShape(2, 7, 11), pixels), Interpolation.BILINEAR, 3, 5);
    assertArrayEquals(new byte[15], Arrays.copyOf(resized.pixels(), 15));
    assertArrayEquals(
        Resize.scale(PICTURE, Interpolation.BILINEAR, 3, 5).pixels(),
        Arrays.copyOfRange(resized.pixels(), 15, 30));
  }

  @Test
  void extremeShapesStayInRange() {
    var white = new Picture(new PictureShape(1, 1, 65_535));
    Arrays.fill(white.pixels(), (byte) 255);
    assertEquals(255, Resize.scale(white, Interpolation.BILINEAR, 1, 1).at(0, 0, 0));
    assertEquals(255, Resize.scale(white, Interpolation.BILINEAR, 300, 1).at(0, 299, 0));
  }

  @ParameterizedTest
  @CsvSource({"5, 4, 3", "5, 5, 5", "7, 6, 5", "9, 8, 7", "40, 40, 39", "3, 2, 1"})
  void cutsWhileItScales(int shortSide, int height, int width) {
    for (Interpolation interpolation : Interpolation.values()) {
      Scaling scaling = new Scaling(shortSide).with(interpolation).with(Scaling.LongSide.TRUNCATED);
      Picture expected = Resize.centerCrop(Resize.scale(PICTURE, scaling), height, width);
      Picture found = Resize.scaleAndCrop(PICTURE, scaling, height, width);
      assertEquals(expected.shape(), found.shape());
      assertArrayEquals(expected.pixels(), found.pixels());
    }
  }

  @Test
  void shortSidesAndCenters() {
    assertEquals(new PictureShape(1, 5, 8), Resize.scale(PICTURE, new Scaling(5)).shape());
    Picture crop = Resize.centerCrop(PICTURE, 3, 4);
    assertEquals(PICTURE.at(0, 2, 4), crop.at(0, 0, 0), "3.5 rounds to the even 4");
    Picture plain = Resize.scaleAndCrop(PICTURE, new Scaling(7), 3, 4);
    assertEquals(PICTURE.at(0, 2, 3), plain.at(0, 0, 0), "3.5 rounds down");
    assertEquals(
        PICTURE.at(0, 0, 0), Resize.centerCrop(PICTURE, 10, 14).at(0, 1, 1), "1.5 loses its half");
    Picture wide = Resize.centerCrop(PICTURE, 9, 11);
    assertEquals(0, wide.at(0, 0, 5));
    assertEquals(PICTURE.at(0, 0, 5), wide.at(0, 1, 5));
    assertEquals(0, wide.at(0, 8, 5));
  }

  private static Picture picture(int height, int width, String values) {
    int[] numbers = Arrays.stream(values.split(" ")).mapToInt(Integer::parseInt).toArray();
    var picture = new Picture(new PictureShape(1, height, width));
    for (int i = 0; i < numbers.length; i++) {
      picture.pixels()[i] = (byte) numbers[i];
    }
    return picture;
  }
}
