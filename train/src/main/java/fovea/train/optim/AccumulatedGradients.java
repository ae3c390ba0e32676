package fovea.train.optim;

import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.Variable;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SequencedMap;

/**
 * The sum of the gradients of several batches, each times its number of examples: one update with
 * its mean is the update of one batch as large as all of them. Kept with what the optimizer
 * remembers.
 *
 * @param trained the parameters by name
 * @param state where the sums are kept
 */
public record AccumulatedGradients(SequencedMap<String, Variable> trained, OptimizerState state) {
  private static final String SLOT = "accumulated_gradient";

  /** Records the addition of the gradients of a batch, one for each parameter. */
  public void add(List<Tensor> gradients, int examples) {
    Iterator<Tensor> flowing = gradients.iterator();
    trained.forEach(
        (name, variable) -> {
          Variable sum = slot(name, variable.type());
          Trace.assign(sum, sum.tensor().add(flowing.next().mul(examples)));
        });
  }

  /**
   * Records that the sums begin again at zero, and gives the mean gradients, those of a last batch
   * included.
   *
   * @param total number of all examples, a scalar of {@code f64}
   */
  public List<Tensor> mean(List<Tensor> gradients, int examples, Tensor total) {
    Iterator<Tensor> flowing = gradients.iterator();
    List<Tensor> means = new ArrayList<>();
    trained.forEach(
        (name, variable) -> {
          Variable sum = slot(name, variable.type());
          Tensor all = sum.tensor().add(flowing.next().mul(examples));
          means.add(all.div(total.cast(all.type().dtype())));
          Trace.assign(sum, Tensor.full(sum.type(), 0));
        });
    return means;
  }

  private Variable slot(String name, TensorType type) {
    return state.slot(name, SLOT, type, () -> HostBuffer.allocate(type));
  }
}
