package fovea.train.predict;

import fovea.data.batch.Batch;
import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Precision;
import fovea.nn.Mode;
import fovea.nn.Network;
import fovea.nn.Tensors;
import fovea.train.internal.BatchNames;
import fovea.train.internal.FiniteOutput;
import fovea.train.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network of any task in use, by any number of threads: named inputs in, named predictions out.
 * For classes of pictures, {@link Predictor} has more. The device and, unless {@link #precision}
 * names one, the precision are the current ones.
 */
public final class TaskPredictor {
  private final Network network;
  private final Task task;
  private final Precision precision;
  private final Map<List<String>, Known> known = new ConcurrentHashMap<>();

  private TaskPredictor(Network network, Task task, Precision precision) {
    this.network = network;
    this.task = task;
    this.precision = precision;
  }

  /** A predictor of what {@code task} shows of the outputs, such as probabilities for logits. */
  public static TaskPredictor of(Network network, Task task) {
    return new TaskPredictor(network, task, Precision.current());
  }

  /** The same predictor, computing in {@code precision}. */
  public TaskPredictor precision(Precision precision) {
    return new TaskPredictor(network, task, precision);
  }

  /**
   * The predictions for a batch, whose targets are left alone.
   *
   * @return for each output, under its name, {@code [n, …]}
   * @throws FoveaException if the inputs do not fit, or the network gives no finite numbers for one
   */
  public SequencedMap<String, HostBuffer> predict(Batch batch) {
    List<String> inputs = List.copyOf(batch.inputs().sequencedKeySet());
    Known function = known.computeIfAbsent(inputs, names -> new Known(this, names));
    List<HostBuffer> results = function.compiled.call(List.copyOf(batch.inputs().values()));
    SequencedMap<String, HostBuffer> predictions = new LinkedHashMap<>();
    for (String name : function.outputs) {
      HostBuffer result = results.get(predictions.size());
      FiniteOutput.require(result, name, 0);
      predictions.put(name, result);
    }
    return predictions;
  }

  /** The function for inputs of some names. */
  private static final class Known {
    private final Compiled compiled;
    private volatile List<String> outputs = List.of();

    Known(TaskPredictor predictor, List<String> names) {
      this.compiled =
          Compiled.of(in -> predict(predictor, new BatchNames(names, List.of()).inputs(in)))
              .in(predictor.precision);
    }

    private List<Tensor> predict(TaskPredictor predictor, Tensors inputs) {
      Tensors made = Mode.inference(() -> predictor.network.apply(inputs));
      Tensors shown = predictor.task.predictions(made);
      outputs = List.copyOf(shown.byName().sequencedKeySet());
      return List.copyOf(shown.byName().values());
    }
  }
}
