package fovea.explain.maximize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.PictureShape;
import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.init.KeyedRandom;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViewsTest {
  private static final PictureShape PICTURE = new PictureShape(3, 128, 128);

  private static HostBuffer drawn(TensorType type, long seed) {
    return HostBuffer.of(type, new Random(seed).doubles(type.shape().elements(), 0, 1).toArray());
  }

  /** One value of a window as it is defined, from pixels or the gray around them. */
  private static double plain(HostBuffer picture, int channel, double row, double column) {
    double sum = 0;
    for (int y = -1; y <= 1; y++) {
      for (int x = -1; x <= 1; x++) {
        int r = (int) Math.round(row) + y;
        int c = (int) Math.round(column) + x;
        double share = Math.max(0, 1 - Math.abs(row - r)) * Math.max(0, 1 - Math.abs(column - c));
        boolean inside = r >= 0 && r < 5 && c >= 0 && c < 6;
        sum += share * (inside ? picture.at(channel * 30 + r * 6L + c) : 0.5);
      }
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource(
      value = Device.class,
      names = {"CPU", "REFERENCE"})
  void samplesAsAPlainLoopDoesAndItsGradientIsTheAdjoint(Device device) {
    HostBuffer pictures = drawn(TensorType.f32(1, 2, 5, 6), 1);
    HostBuffer views = HostBuffer.of(TensorType.f32(2, 4), 2.2, 2.6, 1.3, 0.3, 1, 4, 0.7, -0.5);
    HostBuffer upstream = drawn(TensorType.f32(2, 2, 4, 3), 2);
    var sampling = new ViewSampling(2, 4, 3);
    List<HostBuffer> found =
        Compiled.of(
                in -> {
                  Tensor seen = sampling.apply(in.get(0), in.get(1));
                  Tensor product = seen.mul(in.get(2)).sum();
                  return List.of(seen, product, product.gradients(List.of(in.get(0))).getFirst());
                })
            .on(device)
            .call(List.of(pictures, views, upstream));
    double gray = 0;
    for (int i = 0; i < 48; i++) {
      int at = i / 24 * 4;
      double down = i % 12 / 3 - 1.5;
      double right = i % 3 - 1;
      double zoom = views.at(at + 2);
      double angle = views.at(at + 3);
      double row = views.at(at) + zoom * (Math.cos(angle) * down - Math.sin(angle) * right);
      double column = views.at(at + 1) + zoom * (Math.sin(angle) * down + Math.cos(angle) * right);
      double expected = plain(pictures, i / 12 % 2, row, column);
      assertEquals(expected, found.getFirst().at(i), 1e-5);
      HostBuffer black = HostBuffer.allocate(pictures.type());
      gray += upstream.at(i) * plain(black, 0, row, column);
    }
    double product = 0;
    for (int i = 0; i < 60; i++) {
      product += pictures.at(i) * found.getLast().at(i);
    }
    assertEquals(found.get(1).at(0) - gray, product, 1e-4);
  }

  private static View drawn(Views views, int step, PictureShape input) {
    return views
        .draw(
            new Views.Step(step, 100, KeyedRandom.of(1, "view").occurrence(step)),
            new Views.Frame(PICTURE, input))
        .getFirst();
  }

  @Test
  void drawsAsPublished() {
    var views = new RobustViews();
    PictureShape window = views.window(PICTURE);
    assertEquals(new PictureShape(3, 140, 140), window);
    var zooms = new TreeSet<Long>();
    var degrees = new TreeSet<Long>();
    int straight = 0;
    for (int step = 0; step < 600; step++) {
      View view = drawn(views, step, window);
      zooms.add(Math.round(1000 / view.zoom()));
      degrees.add(Math.round(Math.toDegrees(view.angle())));
      straight += view.angle() == 0 ? 1 : 0;
      assertTrue(Math.hypot(view.row() - 63.5, view.column() - 63.5) < 10);
    }
    assertEquals(11, zooms.size());
    assertEquals(List.of(900L, 1100L), List.of(zooms.first(), zooms.last()));
    assertEquals(21, degrees.size());
    assertEquals(6 / 26.0, straight / 600.0, 0.05);
  }

  @Test
  void fitsNetworksAndSmallPictures() {
    View view = drawn(RobustViews.none(), 0, new PictureShape(3, 224, 224));
    assertArrayEquals(new double[] {63.5, 63.5, 128 / 224.0, 0}, view.numbers());
    assertEquals(
        new PictureShape(1, 35, 35), new RobustViews().window(new PictureShape(1, 32, 32)));
    assertEquals(28, new RobustViews().usualSize(28));
    assertEquals(112, new RandomCrops().usualSize(28));
  }

  @Test
  void cropsShrink() {
    PictureShape input = new PictureShape(3, 64, 64);
    var crops = new RandomCrops();
    assertEquals(0.5, meanSide(crops, 0, input), 0.04);
    assertEquals(0.07, meanSide(crops, 99, input), 0.03);
    assertThrows(FoveaException.class, () -> crops.count(0));
  }

  private static double meanSide(RandomCrops crops, int step, PictureShape input) {
    var at = new Views.Step(step, 100, KeyedRandom.of(1, "view").occurrence(step));
    List<View> views = crops.draw(at, new Views.Frame(PICTURE, input));
    assertEquals(32, views.size());
    return views.stream().mapToDouble(view -> view.zoom() * 64 / 128).average().orElseThrow();
  }

  @Test
  void addsNoiseByKey() {
    HostBuffer zeros = HostBuffer.allocate(TensorType.f32(1, 1, 100, 100));
    float[] noise = noise(zeros, 5);
    assertArrayEquals(noise, noise(zeros, 5));
    double sum = 0;
    double squares = 0;
    for (float value : noise) {
      sum += value;
      squares += value * value;
    }
    assertEquals(0, sum / noise.length, 0.005);
    assertEquals(0.1, Math.sqrt(squares / noise.length), 0.005);
    assertTrue(noise[0] != noise(zeros, 6)[0]);
  }

  private static float[] noise(HostBuffer x, double key) {
    var type = new TensorType(Shape.scalar(), DType.I64);
    return new AddedNoise(0.1).apply(Tensor.of(x), Tensor.of(HostBuffer.of(type, key))).floats();
  }
}
