package fovea.train.head;

import fovea.data.batch.Batch;
import fovea.graph.Compiled;
import fovea.graph.Plan;
import fovea.graph.Tensor;
import fovea.graph.Variable;
import fovea.graph.type.HostBuffer;
import fovea.nn.Layer;
import fovea.nn.Mode;
import fovea.nn.Parameters;
import fovea.nn.Tensors;
import fovea.train.Features;
import fovea.train.internal.BatchNames;
import fovea.train.metric.Pass;
import fovea.train.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The mean loss of a head on features, and the gradient, as a function of all its parameters that
 * are not frozen, one after the other. What is random in training, such as dropout, is left out.
 */
final class HeadLoss {

  /** Rows that are computed at a time. */
  private static final int ROWS = 4096;

  private final List<Variable> variables;
  private final List<Batch> batches = new ArrayList<>();
  private final long size;
  private final Compiled compiled;

  /** On the rows {@code indices} of the features. */
  HeadLoss(Layer head, Task task, Features features, int[] indices) {
    this.variables = variables(head);
    this.size = indices.length;
    for (int from = 0; from < indices.length; from += ROWS) {
      int end = Math.min(from + ROWS, indices.length);
      batches.add(features.rows(IntStream.range(from, end).map(i -> indices[i]).toArray()));
    }
    BatchNames names = BatchNames.of(batches.getFirst());
    this.compiled = Compiled.of(in -> graph(head, task, names, in));
  }

  private static List<Variable> variables(Layer head) {
    List<Variable> found = new ArrayList<>();
    Parameters.of(head)
        .forEach(
            (_, param) -> {
              if (param.trainable()) {
                found.add(param.variable());
              }
            });
    return found;
  }

  private List<Tensor> graph(Layer head, Task task, BatchNames names, List<Tensor> in) {
    Tensors inputs = names.inputs(in);
    Pass pass = new Pass(inputs, Mode.inference(() -> head.apply(inputs)), names.targets(in));
    task.check(pass);
    Tensor loss = task.loss(pass);
    List<Tensor> results = new ArrayList<>(List.of(loss));
    results.addAll(loss.gradients(variables.stream().map(Variable::tensor).toList()));
    return results;
  }

  /** The parameters as they are. */
  double[] parameters() {
    return variables.stream()
        .map(variable -> variable.value().doubles())
        .reduce(new double[0], HeadLoss::joined);
  }

  private static double[] joined(double[] first, double[] second) {
    double[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  /** Whether each parameter is a weight, which a penalty makes small; biases are spared. */
  boolean[] isWeight() {
    boolean[] weights = new boolean[parameters().length];
    int at = 0;
    for (Variable variable : variables) {
      int count = (int) variable.type().shape().elements();
      Arrays.fill(weights, at, at + count, variable.type().shape().rank() > 1);
      at += count;
    }
    return weights;
  }

  /** Gives the head these parameters. */
  void assign(double[] parameters) {
    int at = 0;
    for (Variable variable : variables) {
      HostBuffer value = HostBuffer.allocate(variable.type());
      long count = variable.type().shape().elements();
      for (long i = 0; i < count; i++) {
        value.set(i, parameters[at++]);
      }
      variable.assign(value);
    }
  }

  /** The mean loss with these parameters. */
  double at(double[] parameters, double[] gradient) {
    assign(parameters);
    Arrays.fill(gradient, 0);
    double loss = 0;
    for (Batch batch : batches) {
      List<HostBuffer> arguments = BatchNames.arguments(batch);
      Plan plan = compiled.plan(HostBuffer.types(arguments));
      plan.run(arguments);
      double share = (double) batch.size() / size;
      loss += share * plan.scalar(0);
      int at = 0;
      for (int i = 0; i < variables.size(); i++) {
        for (double value : plan.result(1 + i).doubles()) {
          gradient[at++] += share * value;
        }
      }
    }
    return loss;
  }
}
