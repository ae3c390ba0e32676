package fovea.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.Centering;
import fovea.data.pixels.ChannelOrder;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Framing;
import fovea.data.pixels.MeanPicture;
import fovea.data.pixels.Normalization;
import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.data.resize.Geometry;
import fovea.data.resize.Interpolation;
import fovea.data.resize.Scaling;
import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonArray;
import fovea.format.JsonObject;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessingTest {

  @Test
  void survivesJson() {
    Preprocessing original =
        Preprocessing.standardizing(TestSets.random(20, new PictureShape(3, 5, 4), 2)).padding(2);
    String text = Json.write(original.toJson());
    assertEquals(original, Preprocessing.fromJson((JsonObject) Json.parse(text, "test")));
    assertEquals(new PictureShape(3, 9, 8), original.input());
  }

  @Test
  void photosSurviveJson() {
    Preprocessing original =
        new Preprocessing(
            Geometry.photo(
                299, new Scaling(342, Interpolation.BICUBIC, Scaling.LongSide.TRUNCATED)),
            Normalization.caffe());
    assertEquals(original, Preprocessing.fromJson(original.toJson()));
  }

  @Test
  void readsWhatOlderVersionsWrote() {
    String old =
        """
        {"picture": [3, 32, 32], "channels": 3, "padding": 4, "short_side": 40, "scale": 0.5,
         "mean": [1, 2, 3], "deviation": [4, 5, 6], "framing": "photo"}
        """;
    assertEquals(
        new Preprocessing(
                new Geometry(new PictureShape(3, 32, 32), new Scaling(40), Framing.PHOTO),
                new Normalization(
                    ChannelOrder.RGB, 0.5, List.of(1.0, 2.0, 3.0), List.of(4.0, 5.0, 6.0)))
            .padding(4),
        Preprocessing.fromJson((JsonObject) Json.parse(old, "test")));
  }

  /** What each makes of a pixel of red 255, green 128, blue 0. */
  @ParameterizedTest
  @CsvSource({
    "imagenet, 2.2489083, 0.2051821, -1.8044444",
    "tf, 1, 0.0039216, -1",
    "caffe, -103.939, 11.221, 131.32",
    "raw, 255, 128, 0"
  })
  void knowsCommonRanges(String name, float first, float second, float third) {
    var preprocessing = Preprocessing.named(name, 1, 1);
    var out = new float[3];
    preprocessing
        .normalizer()
        .apply(new byte[] {(byte) 255, (byte) 128, 0}, MemorySegment.ofArray(out), 0);
    assertArrayEquals(new float[] {first, second, third}, out, 1e-5f);
  }

  @Test
  void refusesUnknownNames() {
    var error = assertThrows(DataException.class, () -> Preprocessing.named("keras", 224, 256));
    assertTrue(error.getMessage().contains("imagenet, tf, caffe, raw"), error.getMessage());
    assertThrows(DataException.class, () -> Preprocessing.imagenet(224, 223));
  }

  /** Sides that torchvision 0.14 gives, and Pillow's users. */
  @ParameterizedTest
  @CsvSource({
    "256, 333, 500, 256, 384, 384",
    "256, 320, 427, 256, 341, 342",
    "224, 333, 1001, 224, 673, 673",
    "256, 256, 341, 256, 341, 341",
    "232, 3, 7, 232, 541, 541"
  })
  void scalesShortSides(
      int length, int height, int width, int scaledHeight, int truncated, int rounded) {
    var scaling = new Scaling(length);
    assertEquals(
        new PictureShape(1, scaledHeight, rounded),
        scaling.apply(new PictureShape(1, height, width)));
    assertEquals(
        new PictureShape(3, truncated, scaledHeight),
        scaling.with(Scaling.LongSide.TRUNCATED).apply(new PictureShape(3, width, height)));
  }

  @Test
  void standardizesTheTrainingSet() {
    PictureSet data = TestSets.random(50, new PictureShape(3, 6, 6), 2);
    Preprocessing preprocessing = Preprocessing.standardizing(data);
    PixelNormalizer normalizer = preprocessing.normalizer();
    MemorySegment out = Arena.ofAuto().allocate(4L * normalizer.values());
    var sums = new double[3];
    var squares = new double[3];
    for (int i = 0; i < data.size(); i++) {
      normalizer.apply(data.picture(i).pixels(), out, 0);
      for (int j = 0; j < normalizer.values(); j++) {
        double value = out.getAtIndex(ValueLayout.JAVA_FLOAT, j);
        sums[j / 36] += value;
        squares[j / 36] += value * value;
      }
    }
    for (int channel = 0; channel < 3; channel++) {
      assertEquals(0, sums[channel] / (50 * 36), 1e-5);
      assertEquals(1, squares[channel] / (50 * 36), 1e-5);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,0", "3,3,2", "1,3,1", "3,1,0"})
  void centersByTheMeanPicture(int from, int to, int padding) {
    PictureSet data = TestSets.random(50, new PictureShape(from, 6, 4), 2);
    Preprocessing preprocessing = Preprocessing.centering(data, to).padding(padding);
    PictureShape input = preprocessing.input();
    PixelNormalizer normalizer = preprocessing.normalizer();
    float[] values = new float[normalizer.values()];
    double[] sums = new double[values.length];
    double squares = 0;
    for (int i = 0; i < data.size(); i++) {
      Picture picture = data.picture(i);
      normalizer.apply(picture.pixels(), MemorySegment.ofArray(values), 0);
      for (int k = 0; k < values.length; k++) {
        sums[k] += values[k];
        squares += values[k] * values[k];
      }
      Picture inside = preprocessing.shown(values).part(padding, padding, 6, 4);
      assertArrayEquals(picture.channels(to).pixels(), inside.pixels());
    }
    for (double sum : sums) {
      assertEquals(0, sum / data.size(), 1e-5);
    }
    assertEquals(1, squares / (data.size() * to * 24), 1e-5, "what is added is 0 in " + input);
    assertEquals(preprocessing, Preprocessing.fromJson(preprocessing.toJson()));
    assertNotEquals(preprocessing, preprocessing.centering(Centering.none()));
  }

  @Test
  void refusesOtherMeanPictures() {
    Preprocessing good = Preprocessing.centering(TestSets.counting(2), 1);
    var small = new MeanPicture(new PictureShape(1, 2, 2), new float[4]);
    assertThrows(DataException.class, () -> good.centering(small));
    assertThrows(
        DataException.class, () -> new MeanPicture(new PictureShape(1, 1, 1), new float[] {256}));
    JsonObject json = good.toJson();
    assertThrows(
        DataException.class, () -> Preprocessing.fromJson(json.with("mean_picture", "AAAA")));
    assertThrows(
        DataException.class, () -> Preprocessing.fromJson(json.with("mean_picture", "########")));
  }

  @Test
  void constantPicturesAreOnlyCentered() {
    PictureSet one = TestSets.counting(1);
    assertEquals(List.of(1.0), Preprocessing.standardizing(one).values().deviation());
  }

  @ParameterizedTest
  @CsvSource({"1,1,0", "1,1,2", "3,3,0", "3,3,1", "1,3,2", "3,1,3"})
  void appliesItsFormula(int from, int to, int padding) {
    var shape = new PictureShape(from, 3, 4);
    PictureSet data = TestSets.random(2, shape, 2);
    Preprocessing preprocessing = Preprocessing.standardizing(data, to).padding(padding);
    PixelNormalizer normalizer = preprocessing.normalizer();
    PictureShape input = preprocessing.input();
    MemorySegment out = Arena.ofAuto().allocate(8 + 4L * input.values());
    for (int i = 0; i < 2; i++) {
      Picture picture = data.picture(i);
      normalizer.apply(picture.pixels(), out, 8);
      Picture adapted = picture.channels(to);
      for (int c = 0; c < to; c++) {
        for (int y = 0; y < input.height(); y++) {
          for (int x = 0; x < input.width(); x++) {
            int row = y - padding;
            int column = x - padding;
            boolean inside = row >= 0 && row < 3 && column >= 0 && column < 4;
            int value = inside ? adapted.at(c, row, column) : 0;
            double expected =
                (value / 255.0 - preprocessing.values().mean().get(c))
                    / preprocessing.values().deviation().get(c);
            long index = ((long) c * input.height() + y) * input.width() + x;
            assertEquals(expected, out.getAtIndex(ValueLayout.JAVA_FLOAT, 2 + index), 1e-6);
          }
        }
      }
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    Preprocessing good = Preprocessing.plain(TestSets.counting(2).info());
    assertThrows(DataException.class, () -> good.padding(-1));
    JsonObject json = good.toJson();
    assertThrows(
        DataException.class,
        () -> Preprocessing.fromJson(json.with("mean", JsonArray.of(0.1, 0.2))));
    assertThrows(
        DataException.class,
        () -> Preprocessing.fromJson(json.with("deviation", JsonArray.of(0.0))));
    assertThrows(DataException.class, () -> Preprocessing.fromJson(json.with("scale", -1.0)));
    assertThrows(DataException.class, () -> Preprocessing.fromJson(json.with("channels", 2)));
    assertThrows(
        DataException.class,
        () -> Preprocessing.fromJson(json.with("picture", JsonArray.of(1, 1L << 40, 1))));
    assertThrows(FormatException.class, () -> Preprocessing.fromJson(json.with("mean", "none")));
    assertThrows(
        DataException.class, () -> Preprocessing.fromJson(json.with("channel_order", "gbr")));
    assertThrows(
        DataException.class, () -> Preprocessing.fromJson(json.with("interpolation", "nearest")));
    var error =
        assertThrows(
            DataException.class, () -> Preprocessing.fromJson(json.with("framing", "portrait")));
    assertTrue(error.getMessage().contains("portrait"), error.getMessage());
    assertThrows(
        DataException.class,
        () -> good.normalizer().apply(new byte[5], MemorySegment.ofArray(new byte[4]), 0));
  }

  /** What the network's input shows is the picture, whatever was done to its numbers. */
  @ParameterizedTest
  @CsvSource({"imagenet", "tf", "caffe", "raw"})
  void showsWhatTheInputIsMadeOf(String name) {
    Preprocessing preprocessing = Preprocessing.named(name, 4, 4).padding(1);
    byte[] bytes = new byte[3 * 4 * 4];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (5 * i);
    }
    float[] input = new float[preprocessing.input().values()];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(4L * input.length, 8);
      preprocessing.normalizer().apply(bytes, target, 0);
      MemorySegment.copy(target, ValueLayout.JAVA_FLOAT, 0, input, 0, input.length);
    }
    Picture shown = preprocessing.shown(input);
    assertEquals(new PictureShape(3, 6, 6), shown.shape());
    assertArrayEquals(bytes, shown.part(1, 1, 4, 4).pixels());
    assertEquals(0, shown.at(2, 0, 5));
  }
}
