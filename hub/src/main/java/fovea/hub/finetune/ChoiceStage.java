package fovea.hub.finetune;

import fovea.graph.type.HostBuffer;
import fovea.nn.Classifier;
import fovea.nn.Layer;
import fovea.nn.StateDict;
import fovea.train.Features;
import fovea.train.HeadTrainer;
import fovea.train.head.ExampleLosses;
import fovea.train.metric.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Supplier;

/**
 * The last stage of a fine-tuning: chooses by the held-out training photos what is kept, and gives
 * it to the network.
 */
final class ChoiceStage {

  private static final List<Double> SHARES = List.of(0.0, 0.25, 0.5, 0.75, 1.0);

  private final FineTune settings;
  private final FineTuneStart start;
  private final Classifier network;

  ChoiceStage(FineTune settings, FineTuneStart start) {
    this.settings = settings;
    this.start = start;
    this.network = start.network();
  }

  /** Chooses between the heads and the network as it is tuned. */
  FineTuneChoice run(HeadStage.Heads heads) {
    SequencedMap<String, HostBuffer> from = heads.start();
    SequencedMap<String, HostBuffer> tuned = StateDict.of(network);
    Metric measure = start.task().metrics().getFirst();
    List<FineTuneCandidate> candidates = new ArrayList<>();
    double[] baseline = new double[0];
    Supplier<Features> computing = Features.repeatedly(network, start.heldOutInOrder());
    for (double share : SHARES) {
      StateDict.load(network, between(from, tuned, share));
      Features outputs = computing.get();
      double[] losses = ExampleLosses.of(outputs, start.task());
      baseline = share == 0 ? losses : baseline;
      double figure =
          HeadTrainer.of(identity()).task(start.task()).evaluate(outputs).metric(measure.name());
      candidates.add(FineTuneCandidate.of(share, losses, figure, baseline));
    }
    int photos = start.heldOut().length;
    // A baseline some of whose layers have initial values says nothing.
    boolean isOpen = start.card().untrained().isEmpty() && !settings.keepsTuned;
    FineTuneChoice chosen =
        isOpen
            ? FineTuneChoice.of(measure, photos, candidates)
            : new FineTuneChoice(measure.name(), photos, candidates, candidates.getLast());
    StateDict.load(
        network,
        chosen.isBaseline() ? heads.baseline() : between(from, tuned, chosen.kept().share()));
    return chosen;
  }

  private static Layer identity() {
    return outputs -> outputs;
  }

  /** Values on the way from {@code from} to {@code to}; counters are those of {@code to}. */
  private static SequencedMap<String, HostBuffer> between(
      SequencedMap<String, HostBuffer> from, SequencedMap<String, HostBuffer> to, double share) {
    SequencedMap<String, HostBuffer> values = new LinkedHashMap<>();
    to.forEach(
        (name, end) -> {
          HostBuffer begin = Objects.requireNonNull(from.get(name), name);
          boolean moves = share < 1 && end.type().dtype().floating();
          values.put(name, moves ? between(begin, end, share) : end);
        });
    return values;
  }

  private static HostBuffer between(HostBuffer from, HostBuffer to, double share) {
    HostBuffer value = to.copy();
    long count = value.type().shape().elements();
    for (long i = 0; i < count; i++) {
      value.set(i, from.at(i) + share * (to.at(i) - from.at(i)));
    }
    return value;
  }
}
