package fovea.train;

import fovea.data.batch.Batch;
import fovea.graph.Engine;
import fovea.graph.Node;
import fovea.graph.NodeOrder;
import fovea.graph.Plan;
import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.op.Source;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.train.internal.BatchNames;
import fovea.train.pass.TrainingPass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds which value of a training was the first that is not finite, by repeating its last steps.
 * Before each, a plan that changes nothing computes the same and watches every value on the way.
 */
final class DivergenceSearch {
  private final TrainStep step;
  private final TrainingSchedule trainingSchedule;
  private final Map<List<TensorType>, Watch> watches = new HashMap<>();
  private final HostBuffer random = HostBuffer.allocate(new TensorType(Shape.scalar(), DType.I64));

  /** A plan, and what its results stand for, in the order of computation. */
  private record Watch(Plan plan, List<String> values) {}

  /**
   * The first value that is not finite.
   *
   * @param step number of its step, from 1
   * @param value in words
   * @param learned whether the model had been changed before, so that the rate may be to blame
   */
  record Finding(long step, String value, boolean learned) {}

  DivergenceSearch(TrainStep step, TrainingSchedule trainingSchedule) {
    this.step = step;
    this.trainingSchedule = trainingSchedule;
  }

  /**
   * Repeats steps up to batch number {@code last} of all, in which something was not finite.
   *
   * @param batches of the steps from the next one on
   * @param lastGood what the steps start from
   */
  Finding find(Iterable<Batch> batches, LastFiniteValues lastGood, long last) {
    lastGood.restore();
    for (Batch batch : batches) {
      long number = step.steps() + 1;
      random.set(0, step.random(step.position().batches() + 1));
      Optional<String> value = firstBad(batch);
      if (value.isPresent()) {
        return new Finding(number, value.get(), number > 1);
      }
      trainingSchedule.run(step, batch);
      value = lastGood.firstBad();
      if (value.isPresent()) {
        return new Finding(number, "the new value of " + value.get(), true);
      }
      if (step.position().batches() >= last) {
        break;
      }
    }
    return new Finding(step.steps(), "the loss", true);
  }

  private Optional<String> firstBad(Batch batch) {
    List<HostBuffer> arguments = BatchNames.arguments(batch);
    arguments.add(random);
    BatchNames names = BatchNames.of(batch);
    List<TensorType> types = HostBuffer.types(arguments);
    watches.values().removeIf(watch -> !watch.plan().isCurrent());
    Watch watch = watches.computeIfAbsent(types, _ -> watch(names, types));
    watch.plan().run(arguments);
    for (int i = 0; i < watch.values().size(); i++) {
      if (watch.plan().scalar(i) != 0) {
        return Optional.of(watch.values().get(i));
      }
    }
    return Optional.empty();
  }

  private Watch watch(BatchNames names, List<TensorType> types) {
    List<Tensor> in = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      in.add(Tensor.of(new Source.Argument(i, types.get(i))));
    }
    // Recorded like a real step, so that layers may ask for changes; these are left out.
    return Trace.of(() -> watch(names, types, in)).results();
  }

  private Watch watch(BatchNames names, List<TensorType> types, List<Tensor> in) {
    var inputs = new TrainingPass.Inputs(names.inputs(in), names.targets(in), in.getLast());
    TrainingPass pass = step.pass(inputs);
    List<Tensor> ends = new ArrayList<>(pass.gradients());
    ends.add(pass.loss());
    List<Tensor> results = new ArrayList<>();
    List<String> values = new ArrayList<>();
    Set<Node> forward = new HashSet<>(NodeOrder.asRead(List.of(pass.loss())));
    for (Node node : nodes(ends)) {
      for (Tensor value : node.outputs()) {
        if (value.type().dtype().floating()) {
          // Zero for finite values, not a number for all others.
          results.add(value.sub(value).sum());
          values.add(name(node, !forward.contains(node)));
        }
      }
    }
    Engine.Graph graph = new Engine.Graph(types, results, Map.of());
    return new Watch(Engine.instance().compile(graph, Engine.Setting.current()), values);
  }

  private static String name(Node node, boolean backward) {
    if (node.op() instanceof Source) {
      return "the input";
    }
    String layer = node.path().isEmpty() ? "" : " in layer " + node.path();
    return (backward ? "the gradient" : "the result") + " of " + node.op().name() + layer;
  }

  /** All that {@code ends} depend on but weights and constants, in the order of computation. */
  private static List<Node> nodes(List<Tensor> ends) {
    return NodeOrder.asMade(ends).stream()
        .filter(node -> !(node.op() instanceof Source source) || source instanceof Source.Argument)
        .toList();
  }
}
