package fovea.concept;

import fovea.data.InMemoryPictures;
import fovea.data.PictureSet;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Framing;
import fovea.data.pixels.PictureShape;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;

/** Small pictures of colored boxes; a magenta frame makes one of the second class. */
final class FramedPictures {
  static final int SIDE = 16;
  private static final int[] MAGENTA = {255, 0, 255};
  private static final int FRAME = 2;

  private FramedPictures() {}

  /** Every second one has a magenta frame. */
  static PictureSet both(int count, long seed) {
    return of("pictures", count, seed, 2);
  }

  /** All have a magenta frame. */
  static PictureSet framed(String name, int count, long seed) {
    return of(name, count, seed, 1);
  }

  /** None has a magenta frame; every second one has a frame of another color. */
  static PictureSet random(String name, int count, long seed) {
    return of(name, count, seed, Integer.MAX_VALUE);
  }

  private static PictureSet of(String name, int count, long seed, int every) {
    Random random = new Random(seed);
    var shape = new PictureShape(3, SIDE, SIDE);
    byte[] pixels = new byte[count * shape.values()];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % every == every - 1 ? 1 : 0;
      for (int p = 0; p < shape.values(); p++) {
        pixels[i * shape.values() + p] = (byte) random.nextInt(90, 170);
      }
      int size = random.nextInt(4, 9);
      int top = random.nextInt(2, SIDE - 2 - size);
      int left = random.nextInt(2, SIDE - 2 - size);
      int[] box = random.ints(3, 0, 256).toArray();
      int[] frame = labels[i] == 1 ? MAGENTA : random.ints(3, 0, 200).toArray();
      boolean hasFrame = labels[i] == 1 || random.nextBoolean();
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          int edge = Math.min(Math.min(x, y), Math.min(SIDE - 1 - x, SIDE - 1 - y));
          boolean inBox = y >= top && y < top + size && x >= left && x < left + size;
          for (int c = 0; c < 3; c++) {
            int at = ((i * 3 + c) * SIDE + y) * SIDE + x;
            if (inBox) {
              pixels[at] = (byte) box[c];
            }
            if (hasFrame && edge < FRAME) {
              pixels[at] = (byte) frame[c];
            }
          }
        }
      }
    }
    var info = new DataInfo(name, name, shape, List.of("plain", "framed"), Framing.PHOTO);
    return new InMemoryPictures(info, MemorySegment.ofArray(pixels), labels);
  }
}
