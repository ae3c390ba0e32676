package fovea.train.head;

import fovea.data.batch.Batch;
import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.Plan;
import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.nn.Tensors;
import fovea.train.Features;
import fovea.train.internal.BatchNames;
import fovea.train.metric.Pass;
import fovea.train.task.Task;
import java.util.List;

/** The loss of each single example: where two networks differ on the same ones, in pairs. */
public final class ExampleLosses {

  private ExampleLosses() {}

  /**
   * Those of outputs that are computed already.
   *
   * @param outputs of a whole network: {@code Features.of(network, examples)}
   */
  public static double[] of(Features outputs, Task task) {
    return Engine.instance()
        .onEngineThread(
            () -> {
              BatchNames names = BatchNames.of(outputs.all());
              var compiled = Compiled.of(in -> List.of(loss(task, names, in)));
              double[] losses = new double[outputs.size()];
              for (int i = 0; i < losses.length; i++) {
                Batch one = outputs.rows(new int[] {i});
                List<HostBuffer> arguments = BatchNames.arguments(one);
                Plan plan = compiled.plan(HostBuffer.types(arguments));
                plan.run(arguments);
                losses[i] = plan.scalar(0);
              }
              return losses;
            });
  }

  private static Tensor loss(Task task, BatchNames names, List<Tensor> in) {
    Tensors outputs = names.inputs(in);
    return task.loss(new Pass(outputs, outputs, names.targets(in)));
  }
}
