package fovea.graph;

import java.util.Arrays;

/** What {@link Tensor} offers and other ops make up. */
final class Composed {
  private Composed() {}

  static Tensor prelu(Tensor x, Tensor slope) {
    Tensor perChannel =
        slope.shape().elements() == 1 || x.shape().rank() < 2
            ? slope
            : slope.reshape(channelShape(x.shape().rank(), slope.shape().dim(0)));
    return Tensor.select(x.greater(0), x, x.mul(perChannel));
  }

  private static int[] channelShape(int rank, int channels) {
    int[] dims = new int[rank];
    Arrays.fill(dims, 1);
    dims[1] = channels;
    return dims;
  }

  static Tensor maxout(Tensor x, int pieces) {
    int channels = x.shape().dim(1);
    if (pieces < 1 || channels % pieces != 0) {
      throw FoveaException.here(
          "maxout of " + channels + " channels in pieces of " + pieces,
          "use a number of channels that is a multiple of the pieces");
    }
    int[] split = new int[x.shape().rank() + 1];
    int[] dims = x.shape().dims();
    split[0] = dims[0];
    split[1] = channels / pieces;
    split[2] = pieces;
    System.arraycopy(dims, 2, split, 3, dims.length - 2);
    return x.reshape(split).max(false, 2);
  }

  /** The condition and both choices stretched to one shape. */
  static Tensor select(Tensor condition, Tensor a, Tensor b) {
    Shape shape = condition.shape().broadcast(a.shape()).broadcast(b.shape());
    return Tensor.of(
        new Select(), condition.broadcastTo(shape), a.broadcastTo(shape), b.broadcastTo(shape));
  }

  static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor targets) {
    return logits.softplus().sub(logits.mul(targets)).mean();
  }

  static Tensor meanSquaredError(Tensor x, Tensor targets) {
    Tensor difference = x.sub(targets);
    return difference.mul(difference).mean();
  }
}
