package fovea.nn;

import fovea.graph.Tensor;
import java.util.function.Function;

/**
 * A part of a network, or a whole one: a function of a tensor that may have parameters. A layer of
 * your own is a record whose components are {@link Param}s, {@link State}s, other layers and
 * attributes; the names of the components are those of its parameters, in files and in errors.
 *
 * <p>Parameters and layers may also stand in lists and arrays, where their names are indices, in
 * maps, where they are the keys (strings, numbers or constants of an enum), in an {@code Optional},
 * and in other records. A map without an order of its own counts as sorted by names. Whatever else
 * holds a parameter, such as a set or an object of a class that is no record, is refused when the
 * layer is first looked into. A lambda that uses layers from around it can be applied, but has no
 * parameters to train or save, so that asking for them is an error.
 *
 * <p>Write {@link #forward}; call {@link #apply}, most often as {@code x.apply(layer)}. The first
 * layer that is applied is the root; paths such as {@code layer1.0.conv1} start there.
 */
// A lambda does the same either way: applied as a layer it only has a path in addition.
@SuppressWarnings("FunctionalInterfaceMethodChanged")
@FunctionalInterface
public interface Layer extends Network, Function<Tensor, Tensor> {

  /** What the layer computes. */
  Tensor forward(Tensor x);

  /**
   * Runs {@link #forward} under the path of this layer.
   *
   * @throws fovea.graph.type.FoveaException if {@code x} does not fit; the message names the path
   */
  @Override
  default Tensor apply(Tensor x) {
    return RunningPass.apply(this, x);
  }

  /**
   * Runs a part of what the layer computes, such as {@code Classifier::features}, under the path of
   * this layer: sub-layers find their places as they do in {@link #forward}.
   *
   * @throws fovea.graph.type.FoveaException if {@code x} does not fit; the message names the path
   */
  default Tensor apply(Function<Tensor, Tensor> part, Tensor x) {
    return RunningPass.at(this, part, x);
  }

  /** {@link #forward(Tensor)} of the only input, as {@code output}. */
  @Override
  default Tensors forward(Tensors inputs) {
    return Tensors.of(Tensors.OUTPUT, forward(inputs.only()));
  }

  /** {@link #apply(Tensor)} of the only input, as {@code output}. */
  @Override
  default Tensors apply(Tensors inputs) {
    return Tensors.of(Tensors.OUTPUT, apply(inputs.only()));
  }
}
