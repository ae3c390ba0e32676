package fovea.explain.top;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.data.Preprocessing;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.explain.top.FieldBox.Place;
import fovea.graph.ReceptiveField;
import fovea.graph.ReceptiveField.Axis;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TilesTest {

  @Test
  void boxesAreFieldsWithinThePicture() {
    var field = new ReceptiveField(new Axis(5, 2, -3), new Axis(4, 3, 0));
    var picture = new FieldBox(0, 0, 10, 8);
    assertEquals(new FieldBox(0, 0, 2, 4), FieldBox.of(field, new Place(0, 0), picture));
    assertEquals(new FieldBox(1, 3, 5, 4), FieldBox.of(field, new Place(2, 1), picture));
    assertEquals(new FieldBox(5, 6, 5, 2), FieldBox.of(field, new Place(4, 2), picture));
    // Such a field lies in the padding alone.
    var outside = new ReceptiveField(new Axis(2, 1, -4), new Axis(2, 1, 9));
    assertEquals(new FieldBox(0, 7, 1, 1), FieldBox.of(outside, new Place(0, 0), picture));
  }

  @Test
  void grayIsZeroAndTheLargestIsWhiteOrBlack() {
    float[] values = {9, 9, 9, 9, 0, 2, 9, -1, -2};
    var part = SignedPlanes.of(values, new PictureShape(1, 3, 3), new FieldBox(1, 1, 2, 2));
    assertArrayEquals(new byte[] {(byte) 128, (byte) 255, 65, 1}, part.picture().pixels());
    var none = new SignedPlanes(new PictureShape(1, 1, 2), new float[2]);
    assertArrayEquals(new byte[] {(byte) 128, (byte) 128}, none.picture().pixels());
  }

  @Test
  void singleLargeNumbersAreCut() {
    float[] values = new float[1000];
    Arrays.fill(values, 1);
    values[7] = 1000;
    byte[] pixels = new SignedPlanes(new PictureShape(1, 10, 100), values).picture().pixels();
    assertEquals((byte) 255, pixels[0]);
    assertEquals((byte) 255, pixels[7]);
    float[] lonely = new float[1000];
    lonely[3] = -5;
    assertEquals(1, new SignedPlanes(new PictureShape(1, 10, 100), lonely).picture().pixels()[3]);
  }

  @Test
  void largePartsAreReducedToMeans() {
    float[] values = {1, 3, 0, 0, 5, 7, 0, 0};
    var reduced =
        new SignedPlanes(new PictureShape(1, 2, 4), values).reduced(new PictureShape(1, 1, 2));
    assertArrayEquals(new float[] {4, 0}, reduced.values());
  }

  @Test
  void channelsComeInTheOrderOfPictures() {
    Preprocessing caffe = Preprocessing.caffe(1, 1);
    Picture signed = new Tiles(caffe, 1).signed(new float[] {4, 0, -4}, new FieldBox(0, 0, 1, 1));
    assertArrayEquals(new byte[] {1, (byte) 128, (byte) 255}, signed.pixels());
  }

  @Test
  void smallPartsBecomeSquaresAndLargeOnesAreScaled() {
    var tiles = new Tiles(Preprocessing.raw(16, 16), 8);
    assertEquals(
        new PictureShape(3, 8, 4), tiles.patch(new float[768], new FieldBox(0, 0, 2, 1)).shape());
    assertEquals(
        new PictureShape(3, 6, 8), tiles.patch(new float[768], new FieldBox(0, 0, 12, 16)).shape());
    float[] input = new float[768];
    input[1] = 255;
    Picture enlarged = tiles.patch(input, new FieldBox(0, 0, 2, 2));
    assertEquals(0, enlarged.at(0, 3, 3));
    assertEquals(255, enlarged.at(0, 3, 4));
  }
}
