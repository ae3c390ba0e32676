package fovea.train.metric;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.nn.Tensors;
import java.util.LinkedHashMap;

/**
 * A forward pass over a batch, as nodes of the graph: what went in, what came out and what should
 * have.
 *
 * @param inputs of the network
 * @param outputs of the network
 * @param targets of the batch; none where the inputs are the targets
 */
public record Pass(Tensors inputs, Tensors outputs, Tensors targets) {

  /**
   * The only output.
   *
   * @throws FoveaException if there are several
   */
  public Tensor output() {
    return outputs.only();
  }

  /**
   * The only target.
   *
   * @throws FoveaException if there are several, or none
   */
  public Tensor target() {
    if (MixedLabels.of(this).isPresent()) {
      throw FoveaException.here(
          "a target of each example is asked for, and those of the batch are mixed of two classes",
          "leave out mixup and CutMix, or use Task.classification() with its own loss");
    }
    return targets.only();
  }

  /** Number of examples. */
  public int examples() {
    return inputs.byName().firstEntry().getValue().shape().dim(0);
  }

  /** The same pass with another tensor as its only output. */
  public Pass output(Tensor output) {
    String name =
        outputs.byName().isEmpty() ? Tensors.OUTPUT : outputs.byName().firstEntry().getKey();
    return new Pass(inputs, Tensors.of(name, output), targets);
  }

  /** The same pass with another tensor as its only target. */
  public Pass target(Tensor target) {
    return new Pass(inputs, outputs, Tensors.of("target", target));
  }

  /**
   * The part of this pass that is about the output of one name and the target of that name, if
   * there is one.
   *
   * @throws FoveaException if there is no such output
   */
  public Pass part(String name) {
    return new Pass(inputs, Tensors.of(name, outputs.at(name)), targets(name));
  }

  private Tensors targets(String name) {
    Tensor target = targets.byName().get(name);
    if (target == null) {
      return new Tensors(new LinkedHashMap<>());
    }
    return MixedLabels.of(this).isPresent() ? targets : Tensors.of(name, target);
  }
}
