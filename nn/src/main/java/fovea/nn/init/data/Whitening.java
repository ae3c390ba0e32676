package fovea.nn.init.data;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Param;
import fovea.nn.Parameters;
import java.util.Objects;

/**
 * Whitening of the first convolution: its kernels become the eigenvectors of the covariance of all
 * patches of the pictures, each divided by the root of its eigenvalue, then the same with the
 * opposite sign; they are frozen. What the convolution gives is uncorrelated and of variance 1 (the
 * first layer of Jordan 2024, "94% on CIFAR-10 in 3.29 seconds"). A mean that the pictures have is
 * not subtracted, so they should be normalized.
 *
 * @param layer path of the convolution; empty for the first one of the network
 * @param epsilon what is added to eigenvalues, 5e-4 by default: directions of less variance are not
 *     amplified to 1
 */
public record Whitening(String layer, double epsilon) implements DataInit {

  /**
   * Checks the number.
   *
   * @throws FoveaException if epsilon is not above 0
   */
  public Whitening {
    if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw FoveaException.here("whitening with epsilon " + epsilon, "use a number above 0");
    }
  }

  /** Of the first convolution, with epsilon 5e-4. */
  public Whitening() {
    this("", 5e-4);
  }

  /** Of the convolution at that path. */
  public Whitening layer(String path) {
    return new Whitening(path, epsilon);
  }

  /** With another guard of small eigenvalues. */
  public Whitening epsilon(double epsilon) {
    return new Whitening(layer, epsilon);
  }

  @Override
  public void initialize(Layer network, long seed, HostBuffer batch) {
    String name = weight(network);
    Param weight = Objects.requireNonNull(Parameters.of(network).get(name));
    weight.variable().assign(kernels(batch, weight.shape()));
    Parameters.freeze(network, name);
  }

  private String weight(Layer network) {
    return Parameters.of(network).entrySet().stream()
        .filter(named -> named.getValue().shape().rank() == 4)
        .map(named -> named.getKey())
        .filter(name -> Parameters.isInside(name, layer))
        .findFirst()
        .orElseThrow(
            () ->
                FoveaException.at(
                    layer, "there is no convolution to be whitened", "name one that there is"));
  }

  /**
   * The kernels for pictures.
   *
   * @param pictures {@code [n, c, h, w]}
   * @param shape of the weight, {@code [out, c, kh, kw]} with at most two outputs for each number
   *     of a patch; fewer have the largest eigenvalues
   * @throws FoveaException if the outputs are odd or too many, or the pictures have no such patches
   */
  public HostBuffer kernels(HostBuffer pictures, Shape shape) {
    int patch = Math.toIntExact(shape.elements() / shape.dim(0));
    int filters = shape.dim(0) / 2;
    if (shape.dim(0) % 2 != 0 || filters > patch) {
      throw FoveaException.here(
          "whitening of kernels " + shape,
          "use an even number of at most " + 2 * patch + " outputs");
    }
    SymmetricEigen eigen = SymmetricEigen.of(Patches.covariance(pictures, shape));
    HostBuffer kernels = HostBuffer.allocate(TensorType.f32(shape.dims()));
    for (int i = 0; i < filters; i++) {
      double scale = 1 / Math.sqrt(Math.max(0, eigen.values()[i]) + epsilon);
      for (int j = 0; j < patch; j++) {
        double value = eigen.vectors()[i][j] * scale;
        kernels.set((long) i * patch + j, value);
        kernels.set((long) (filters + i) * patch + j, -value);
      }
    }
    return kernels;
  }
}
