package fovea.train.event;

import fovea.data.batch.Batch;
import fovea.format.event.SummaryValue;
import fovea.format.event.ValueHistogram;
import fovea.graph.Compiled;
import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.op.Unary;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.ForwardPass;
import fovea.nn.NamedNode;
import fovea.nn.Parameters;
import fovea.train.TrainControl;
import fovea.train.internal.BatchNames;
import fovea.train.pass.TrainingPass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Histograms of parameters and, for some examples, of gradients and activations, as a step of
 * training would compute them; nothing is changed by it.
 */
final class ExampleHistograms {
  private static final TensorType KEY = new TensorType(Shape.scalar(), DType.I64);

  private final TrainControl control;
  private final BatchNames names;
  private final List<HostBuffer> arguments;
  private final Compiled pass = Compiled.of(in -> Trace.forgetting(() -> results(in)));

  /** What the results of the plan stand for. */
  private List<String> tags = List.of();

  ExampleHistograms(TrainControl control, Batch examples) {
    this.control = control;
    this.names = BatchNames.of(examples);
    this.arguments = BatchNames.arguments(examples);
    // The random choices of dropout and the like are the same each time, and nobody else's.
    arguments.add(HostBuffer.of(KEY, 1));
  }

  /** Those of the present parameters. */
  List<SummaryValue> now() {
    List<SummaryValue> values = new ArrayList<>();
    Parameters.of(control.model())
        .forEach(
            (name, parameter) -> {
              if (parameter.trainable()) {
                values.add(histogram("weights/" + name, parameter.value()));
              }
            });
    List<HostBuffer> results = pass.call(arguments);
    for (int i = 0; i < results.size(); i++) {
      values.add(histogram(tags.get(i), results.get(i)));
    }
    return values;
  }

  private static SummaryValue histogram(String tag, HostBuffer values) {
    return new SummaryValue.Distribution(
        tag, ValueHistogram.of(values.type().shape().elements(), values::at));
  }

  private List<Tensor> results(List<Tensor> in) {
    var given = new TrainingPass.Inputs(names.inputs(in), names.targets(in), in.get(names.size()));
    var forward = new AtomicReference<ForwardPass>();
    TrainingPass found =
        TrainingPass.of(
            control.model(),
            control.task(),
            given,
            inputs -> {
              forward.setPlain(ForwardPass.of(control.model(), inputs));
              return forward.getPlain().outputs();
            });
    SequencedMap<String, Tensor> results = new LinkedHashMap<>();
    int index = 0;
    for (String name : found.trained().sequencedKeySet()) {
      results.put("gradients/" + name, found.gradients().get(index++));
    }
    activations(forward.getPlain())
        .forEach((name, value) -> results.put("activations/" + name, value));
    tags = List.copyOf(results.sequencedKeySet());
    return List.copyOf(results.sequencedValues());
  }

  /** What activation functions give, and the network. */
  private static SequencedMap<String, Tensor> activations(ForwardPass pass) {
    SequencedMap<String, Tensor> activations = new LinkedHashMap<>();
    for (NamedNode node : pass.nodes(Unary.class)) {
      if (node.node().op() instanceof Unary op && op.isActivation()) {
        activations.put(node.name(), node.node().output());
      }
    }
    pass.outputs()
        .byName()
        .forEach(
            (name, value) -> {
              if (value.type().dtype().floating()) {
                activations.putIfAbsent(name, value);
              }
            });
    return activations;
  }
}
