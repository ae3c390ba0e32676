package fovea.nn.init;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;

/**
 * Convolutions that hand their input on, PyTorch's {@code dirac}: output channel i is input channel
 * i, with 1 in the middle of its kernel and 0 elsewhere. Where there are more outputs than inputs,
 * another rule fills the kernels of the rest.
 *
 * @param groups of the convolution, each of which does so by itself; 1 by default
 * @param rest rule for the kernels of outputs that have no input; zeros by default
 */
public record DiracInit(int groups, Init rest) implements Init {

  /**
   * Checks the groups.
   *
   * @throws FoveaException if there is none
   */
  public DiracInit {
    if (groups < 1) {
      throw FoveaException.here("dirac with " + groups + " groups", "use 1 or more");
    }
  }

  /** One group, and 0 for outputs that have no input. */
  public DiracInit() {
    this(1, Init.zeros());
  }

  /** For a convolution of several groups. */
  public DiracInit groups(int groups) {
    return new DiracInit(groups, rest);
  }

  /** With another rule for outputs that have no input, such as {@link Init#torchUniform}. */
  public DiracInit rest(Init rest) {
    return new DiracInit(groups, rest);
  }

  @Override
  public boolean fits(Shape shape) {
    return shape.rank() >= 3 && shape.dim(0) % groups == 0 && rest.fits(shape);
  }

  @Override
  public void fill(HostBuffer values, KeyedRandom random) {
    Shape shape = values.type().shape();
    if (!fits(shape)) {
      throw Elements.unfit(
          this, shape, "use it for the kernels of convolutions whose outputs the groups divide");
    }
    rest.fill(values, random);
    int inputs = shape.dim(1);
    long kernel = shape.elements() / Math.max(1, (long) shape.dim(0) * inputs);
    int outputs = shape.dim(0) / groups;
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < Math.min(outputs, inputs); i++) {
        long first = ((long) group * outputs + i) * inputs * kernel;
        for (long j = 0; j < inputs * kernel; j++) {
          values.set(first + j, 0);
        }
        values.set(first + i * kernel + middle(shape), 1);
      }
    }
  }

  /** Where the middle of a kernel is; of an even size the latter of both. */
  private static long middle(Shape shape) {
    long index = 0;
    for (int axis = 2; axis < shape.rank(); axis++) {
      index = index * shape.dim(axis) + shape.dim(axis) / 2;
    }
    return index;
  }
}
