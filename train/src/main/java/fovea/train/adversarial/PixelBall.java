package fovea.train.adversarial;

import fovea.graph.Tensor;
import fovea.graph.op.Noise;
import fovea.graph.type.DType;
import fovea.nn.init.KeyedRandom;

/**
 * What pictures may become, as nodes of the graph: each pixel from its lowest to its highest, no
 * further than so much from where it was, and neither darker than black nor lighter than white.
 *
 * @param pictures as they were, {@code [n, c, h, w]}
 * @param unit the range from black to white of each number
 * @param lowest of each number
 * @param highest of each number
 */
record PixelBall(Tensor pictures, Tensor unit, Tensor lowest, Tensor highest) {
  /** Bits of a random place: as many as a byte has. */
  private static final int BITS = 8;

  private static final double LARGEST = (1 << BITS) - 1;

  /**
   * The pixels that are no further than {@code epsilon} from those of {@code pictures}.
   *
   * @param epsilon a scalar, as a share of the range from black to white
   */
  static PixelBall of(Tensor pictures, PixelBounds bounds, Tensor epsilon) {
    Tensor black = bounds.blackFor(pictures);
    Tensor white = bounds.whiteFor(pictures);
    Tensor unit = white.sub(black);
    Tensor far = unit.mul(epsilon.cast(pictures.type().dtype()));
    // A number that rounding or an augmentation has put outside of the range may stay there.
    return new PixelBall(
        pictures,
        unit,
        pictures.sub(far).maximum(black).minimum(pictures),
        pictures.add(far).minimum(white).maximum(pictures));
  }

  /**
   * A random place, each number evenly from its lowest to its highest.
   *
   * @param random a scalar of i64 below 2^52
   */
  Tensor randomPlace(Tensor random) {
    KeyedRandom keys = KeyedRandom.of(0, "random start");
    Tensor share = Tensor.full(pictures.type(), 0);
    for (int bit = 0; bit < BITS; bit++) {
      // What dropout leaves of it is the bit or nothing.
      Tensor half = Tensor.full(pictures.type(), (1 << bit) / (2 * LARGEST));
      share =
          share.add(Tensor.of(new Noise.Dropout(0.5, keys.occurrence(bit).key()), half, random));
    }
    return within(lowest.add(highest.sub(lowest).mul(share))).detach();
  }

  /**
   * A step by the sign of a gradient, and back to what the pictures may become.
   *
   * @param size a scalar, as a share of the range from black to white
   */
  Tensor step(Tensor from, Tensor gradient, Tensor size) {
    DType dtype = from.type().dtype();
    Tensor sign = gradient.orZeros(from.type()).cast(dtype).sign();
    return within(from.add(unit.mul(size.cast(dtype)).mul(sign))).detach();
  }

  private Tensor within(Tensor changed) {
    return changed.maximum(lowest).minimum(highest);
  }
}
