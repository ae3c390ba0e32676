package fovea.graph.internal;

import fovea.graph.Tensor;
import fovea.graph.op.Reduce;
import fovea.graph.op.Select;
import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What {@link Tensor} offers and other ops make up. */
public final class CompositeOps {
  /** Powers up to this are made of products. */
  private static final int MOST_FACTORS = 64;

  private CompositeOps() {}

  public static Tensor prelu(Tensor x, Tensor slope) {
    Tensor perChannel =
        slope.shape().elements() == 1 || x.shape().rank() < 2
            ? slope
            : slope.reshape(channelShape(x.shape().rank(), slope.shape().dim(0)));
    return Tensor.where(x.greater(0), x, x.mul(perChannel));
  }

  private static int[] channelShape(int rank, int channels) {
    int[] dims = new int[rank];
    Arrays.fill(dims, 1);
    dims[1] = channels;
    return dims;
  }

  public static Tensor maxout(Tensor x, int pieces) {
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
    return x.reshape(split).max(2);
  }

  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    Shape shape = condition.shape().broadcast(a.shape()).broadcast(b.shape());
    DType chosen = a.type().dtype();
    // Backends choose fastest where all is of one type.
    Tensor truth =
        chosen.floating() && !condition.type().dtype().floating()
            ? condition.cast(chosen)
            : condition;
    return Tensor.of(
        new Select(), truth.broadcastTo(shape), a.broadcastTo(shape), b.broadcastTo(shape));
  }

  public static Tensor pow(Tensor x, double exponent) {
    boolean whole = exponent == Math.rint(exponent) && Math.abs(exponent) <= MOST_FACTORS;
    if (whole && exponent >= 0) {
      return product(x, (int) exponent);
    }
    Check.floating("a power of " + exponent, x.type());
    if (exponent == 0.5) {
      return x.sqrt();
    }
    return whole
        ? Tensor.full(x.type(), 1).div(product(x, (int) -exponent))
        : x.pow(Tensor.full(x.type().with(Shape.scalar()), exponent));
  }

  private static Tensor product(Tensor x, int factors) {
    return switch (factors) {
      case 0 -> Tensor.full(x.type(), 1);
      case 1 -> x;
      default -> {
        Tensor half = product(x, factors / 2);
        Tensor square = half.mul(half);
        yield factors % 2 == 0 ? square : square.mul(x);
      }
    };
  }

  /** Sums of two, of four, of eight and so on: as exact as sums in pairs are. */
  public static Tensor cumsum(Tensor x, int axis) {
    int size = x.shape().dim(axis);
    Tensor sums = x;
    for (int reach = 1; reach < size; reach *= 2) {
      sums = sums.add(sums.slice(axis, 0, size - reach).pad(axis, reach, 0));
    }
    return sums;
  }

  public static Tensor stack(int axis, List<Tensor> parts) {
    for (Tensor part : parts) {
      if (!part.shape().equals(parts.getFirst().shape())) {
        throw FoveaException.here(
            "stack of tensors of shapes " + parts.getFirst().shape() + " and " + part.shape(),
            "pass tensors of one shape, or join them by concat");
      }
    }
    int place = parts.isEmpty() ? axis : newAxis(parts.getFirst().shape(), axis);
    return Tensor.concat(place, parts.stream().map(part -> part.unsqueeze(place)).toList());
  }

  /** {@code shape} without the axes of size 1, of those named or of all. */
  public static Shape squeezed(Shape shape, int... axes) {
    List<Integer> named = Reduce.axes(shape, axes);
    return Shape.of(
        IntStream.range(0, shape.rank())
            .filter(axis -> shape.dim(axis) != 1 || !named.contains(axis))
            .map(shape::dim)
            .toArray());
  }

  /** {@code shape} with an axis more, which is {@code axis} then. */
  public static Shape unsqueezed(Shape shape, int axis, int size) {
    int place = newAxis(shape, axis);
    int[] dims = new int[shape.rank() + 1];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = i == place ? size : shape.dim(i < place ? i : i - 1);
    }
    return Shape.of(dims);
  }

  private static int newAxis(Shape shape, int axis) {
    int rank = shape.rank() + 1;
    int place = axis < 0 ? axis + rank : axis;
    if (place < 0 || place >= rank) {
      throw FoveaException.here(
          "there is no place " + axis + " for one more axis of " + shape,
          "use an axis from " + -rank + " to " + shape.rank());
    }
    return place;
  }
}
