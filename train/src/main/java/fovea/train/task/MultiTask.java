package fovea.train.task;

import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.nn.Tensors;
import fovea.train.internal.SettingChecks;
import fovea.train.metric.Metric;
import fovea.train.metric.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * Several outputs at once: each has a target of its name and a task of its own; the loss is the sum
 * of theirs, each times its weight. Metrics are called after the output, such as {@code
 * age.mean_absolute_error}.
 *
 * @param parts at least one
 */
public record MultiTask(List<Part> parts) implements Task {

  /** Copies the list. */
  public MultiTask {
    parts = List.copyOf(parts);
  }

  /**
   * A task for one output.
   *
   * @param name of the output and of its target
   * @param task for them
   * @param weight of its loss
   */
  public record Part(String name, Task task, double weight) {

    /**
     * Checks the weight.
     *
     * @throws FoveaException if it is negative or not finite
     */
    public Part {
      SettingChecks.atLeast("weight of " + name, weight, 0);
    }
  }

  /** These and a task for another output. */
  public MultiTask and(String name, Task task) {
    return and(name, task, 1);
  }

  /** These and a task for another output, whose loss counts {@code weight} times. */
  public MultiTask and(String name, Task task, double weight) {
    List<Part> more = new ArrayList<>(parts);
    more.add(new Part(name, task, weight));
    return new MultiTask(more);
  }

  @Override
  public Tensor loss(Pass pass) {
    Tensor sum = Tensor.scalar(0);
    for (Part part : parts) {
      sum = sum.add(part.task().loss(pass.part(part.name())).mul(part.weight()));
    }
    return sum;
  }

  @Override
  public List<Metric> metrics() {
    return parts.stream()
        .flatMap(
            part ->
                part.task().metrics().stream()
                    .map(
                        metric ->
                            metric
                                .of(pass -> pass.part(part.name()))
                                .named(part.name() + "." + metric.name())))
        .toList();
  }

  @Override
  public Tensors predictions(Tensors outputs) {
    Tensors shown = outputs;
    for (Part part : parts) {
      Tensors one = Tensors.of(part.name(), outputs.at(part.name()));
      shown = shown.and(part.name(), part.task().predictions(one).only());
    }
    return shown;
  }

  @Override
  public TaskKind kind() {
    return TaskKind.VALUES;
  }

  @Override
  public void check(Pass pass) {
    for (Part part : parts) {
      part.task().check(pass.part(part.name()));
    }
  }
}
