package fovea.explain.parametrization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.pixels.Picture;
import fovea.data.pixels.PictureShape;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.nn.init.KeyedRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametrizationTest {
  private static final PictureShape COLOR = new PictureShape(3, 8, 10);
  private static final PictureShape GRAY = new PictureShape(1, 12, 12);

  private static float[] begun(Parametrization parametrization, PictureShape shape, long seed) {
    HostBuffer start = parametrization.start(shape, new KeyedRandom(seed));
    Tensor pictures = parametrization.pictures(Tensor.of(start), shape);
    assertEquals(shape.batch(1), pictures.type());
    return pictures.floats();
  }

  @Test
  void beginsNearGrayAndBySeed() {
    for (Parametrization any :
        List.of(new Fourier(), new Pixels(), new FixedMagnitude(MeanSpectrum.natural()))) {
      float[] first = begun(any, COLOR, 1);
      assertArrayEquals(first, begun(any, COLOR, 1));
      assertNotEquals(first[5], begun(any, COLOR, 2)[5]);
      for (float value : first) {
        assertTrue(value > 0 && value < 1);
      }
    }
    for (float value : begun(new Fourier(), COLOR, 1)) {
      assertEquals(0.5, value, 0.05);
    }
  }

  /** The published matrix divided by its longest column, as other programs have it. */
  @Test
  void mixesColorsAsTheyVaryInPhotos() {
    assertArrayEquals(
        new double[][] {
              {0.56282854, 0.19482528, 0.04329450},
              {0.58447580, 0.00000000, -0.10823626},
              {0.58447580, -0.19482528, 0.06494176}
            }
            [1],
        DecorrelatedColors.matrix()[1],
        1e-7);
    assertEquals(0.56282854, DecorrelatedColors.matrix()[0][0], 1e-7);
    HostBuffer values = HostBuffer.of(TensorType.f32(1, 3, 1, 1), 0.3, -0.2, 0.5);
    double[][] m = DecorrelatedColors.matrix();
    float[] mixed = DecorrelatedColors.pictures(Tensor.of(values)).floats();
    double[] logits = new double[3];
    for (int i = 0; i < 3; i++) {
      logits[i] = 0.3 * m[i][0] - 0.2 * m[i][1] + 0.5 * m[i][2];
      assertEquals(1 / (1 + Math.exp(-logits[i])), mixed[i], 1e-6);
    }
    HostBuffer apart = DecorrelatedColors.apart(HostBuffer.of(TensorType.f32(1, 3, 1, 1), logits));
    assertArrayEquals(values.floats(), apart.floats(), 1e-5f);
  }

  /** What is learned are phases: whatever they are, all frequencies stay as strong as they were. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void keepsTheMagnitudes(long seed) {
    float[] picture = begun(new FixedMagnitude(MeanSpectrum.natural()), GRAY, seed);
    double[] values = new double[picture.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.log(picture[i] / (1 - picture[i]));
    }
    float[] spectrum =
        new RealFourier(12, 12).forward(Tensor.of(HostBuffer.of(GRAY.batch(1), values))).floats();
    double ratio = 0;
    // The first and the last column are of real numbers in one direction: they hold two phases.
    for (int row = 0; row < 12; row++) {
      for (int column = 1; column < 6; column++) {
        double real = spectrum[row * 14 + column];
        double imaginary = spectrum[row * 14 + 7 + column];
        double natural = new RealFourier.Frequency(row, column, 12, 12).naturalMagnitude();
        double now = Math.hypot(real, imaginary) / natural;
        ratio = ratio == 0 ? now : ratio;
        assertEquals(ratio, now, 1e-3 * ratio);
      }
    }
  }

  @Test
  void measuresTheSpectrumOfPictures() {
    var stripes = new Picture(GRAY);
    for (int i = 0; i < stripes.pixels().length; i++) {
      stripes.pixels()[i] = (byte) Math.round(127 + 100 * Math.cos(2 * Math.PI * (i % 12) / 4));
    }
    MeanSpectrum found = MeanSpectrum.of(List.of(stripes));
    double stripe = found.at(0, new RealFourier.Frequency(0, 3, 12, 12));
    assertEquals(144 * 100 / 255.0 / 2, stripe, 0.5);
    assertTrue(found.at(0, new RealFourier.Frequency(3, 0, 12, 12)) < 0.5);
    assertEquals(stripe, found.at(0, new RealFourier.Frequency(0, 6, 24, 24)), 1e-6);
    assertThrows(FoveaException.class, () -> MeanSpectrum.of(List.of()));
    assertThrows(FoveaException.class, () -> MeanSpectrum.of(List.of(stripes, new Picture(COLOR))));
    assertThrows(FoveaException.class, () -> begun(new FixedMagnitude(found), COLOR, 1));
  }

  @Test
  void measuresColorsApart() {
    var gray = new Picture(new PictureShape(3, 8, 8));
    for (int i = 0; i < gray.pixels().length; i++) {
      gray.pixels()[i] = (byte) (i % 2 == 0 ? 100 : 150);
    }
    MeanSpectrum found = MeanSpectrum.of(List.of(gray));
    var finest = new RealFourier.Frequency(0, 4, 8, 8);
    assertTrue(found.at(0, finest) > 3 * found.at(1, finest));
  }
}
