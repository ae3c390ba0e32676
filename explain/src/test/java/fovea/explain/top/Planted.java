package fovea.explain.top;

import fovea.data.InMemoryPictures;
import fovea.data.Preprocessing;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Framing;
import fovea.data.pixels.Normalization;
import fovea.data.pixels.PictureShape;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.source.PictureSource;
import fovea.nn.Layer;
import fovea.nn.activation.Relu;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.MaxPool2d;
import fovea.nn.layer.Sequential;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Black pictures, some with a bright cross, and networks that look for it. */
final class Planted {
  static final int SIZE = 16;

  /** A cross of 3 × 3. */
  static final int[] CROSS = {0, 1, 0, 1, 1, 1, 0, 1, 0};

  private final List<byte[]> pictures = new ArrayList<>();

  /** Adds a picture without anything. */
  Planted black() {
    pictures.add(new byte[SIZE * SIZE]);
    return this;
  }

  /** Adds a picture with a cross of a brightness up to 255 whose corner is at a row and column. */
  Planted cross(int brightness, int row, int column) {
    byte[] picture = new byte[SIZE * SIZE];
    for (int i = 0; i < CROSS.length; i++) {
      picture[(row + i / 3) * SIZE + column + i % 3] = (byte) (CROSS[i] * brightness);
    }
    pictures.add(picture);
    return this;
  }

  PictureSource source() {
    return PictureSource.of(set(), preprocessing());
  }

  InMemoryPictures set() {
    byte[] all = new byte[pictures.size() * SIZE * SIZE];
    for (int i = 0; i < pictures.size(); i++) {
      System.arraycopy(pictures.get(i), 0, all, i * SIZE * SIZE, SIZE * SIZE);
    }
    return new InMemoryPictures(info(), MemorySegment.ofArray(all), new int[pictures.size()]);
  }

  static DataInfo info() {
    return new DataInfo(
        "planted",
        "planted crosses",
        new PictureShape(1, SIZE, SIZE),
        List.of("any"),
        Framing.OBJECT);
  }

  /** From 0 to 255, as the bytes are. */
  static Preprocessing preprocessing() {
    Normalization bytes =
        new Normalization(Normalization.unit(1).order(), 1, List.of(0.0), List.of(1.0));
    return Preprocessing.plain(info()).values(bytes);
  }

  /** Unit 0 answers to a cross, unit 1 to nothing. */
  static Conv2d detector() {
    return new Conv2d(1, 2, 3)
        .init(
            (values, _) -> {
              if (values.type().shape().rank() == 4) {
                for (int i = 0; i < CROSS.length; i++) {
                  values.set(i, CROSS[i] == 1 ? 1 : -1);
                  values.set(i + CROSS.length, -1);
                }
              }
            });
  }

  /** A detector of crosses, a ReLU and a pooling over 2 × 2. */
  static ExplainedNetwork pooled() {
    return subject(Sequential.of(detector().padding(1), new Relu(), new MaxPool2d(2)));
  }

  static ExplainedNetwork subject(Layer network) {
    return ExplainedNetwork.of(network, preprocessing().input().batch(1));
  }
}
