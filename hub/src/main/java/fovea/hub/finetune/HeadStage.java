package fovea.hub.finetune;

import fovea.data.photo.PhotoSet;
import fovea.graph.type.HostBuffer;
import fovea.nn.Classifier;
import fovea.nn.StateDict;
import fovea.train.Features;
import fovea.train.HeadTrainer;
import fovea.train.head.HeadSolver;
import fovea.train.head.PenaltySearch;
import fovea.train.metric.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The first stage of a fine-tuning: the new head learns from features that the rest computes once,
 * under an L2 penalty whose strength is chosen by cross-validation. The head of all training photos
 * is the baseline; the one of all but the held-out photos is what tuning begins from, and is
 * compared with.
 */
final class HeadStage {

  /** Before the features have chosen one: for a training that is stopped. */
  private static final PenaltySearch.Result UNKNOWN = new PenaltySearch.Result(1e-2, List.of());

  private final FineTune settings;
  private final FineTuneStart start;
  private final Classifier network;

  HeadStage(FineTune settings, FineTuneStart start) {
    this.settings = settings;
    this.start = start;
    this.network = start.network();
  }

  /**
   * What it has brought.
   *
   * @param search for the strength of the penalty
   * @param baseline values of the network whose head has learned from all training photos
   * @param tunedFrom those of the head that has not learned from the held-out ones; none if nothing
   *     is tuned
   */
  record Heads(
      PenaltySearch.Result search,
      SequencedMap<String, HostBuffer> baseline,
      SequencedMap<String, HostBuffer> tunedFrom) {

    /** All values of the network that tuning begins from. */
    SequencedMap<String, HostBuffer> start() {
      SequencedMap<String, HostBuffer> values = new LinkedHashMap<>(baseline);
      values.putAll(tunedFrom);
      return values;
    }
  }

  /** Trains the heads; the network has the baseline's at the end. */
  Heads run() {
    new Freeze.All().applyTo(network);
    Features features = features(start.photos().train());
    boolean stopped = settings.stop.requested();
    PenaltySearch.Result search =
        stopped
            ? UNKNOWN
            : new PenaltySearch(network.head(), start.task(), start.judgingFolds()).run(features);
    var solver = new HeadSolver(network.head(), start.task(), search.strength());
    SequencedMap<String, HostBuffer> tunedFrom = new LinkedHashMap<>();
    SequencedMap<String, HostBuffer> initial = StateDict.of(network);
    if (start.epochs() > 0 && !stopped) {
      solver.fit(features, start.tunedOn());
      StateDict.of(network)
          .forEach(
              (name, value) -> {
                if (network.inHead(name)) {
                  tunedFrom.put(name, value);
                }
              });
      StateDict.load(network, initial);
    }
    solver.fit(features);
    return new Heads(search, StateDict.of(network), tunedFrom);
  }

  /** Measures the network as it is on the validation photos, where the head alone has learned. */
  Evaluation onValidation() {
    return HeadTrainer.of(network.head())
        .task(start.task())
        .evaluate(features(start.photos().validation()));
  }

  private Features features(PhotoSet of) {
    return Features.of(
        network.body(),
        start.inOrder(of),
        (done, total) -> {
          settings.callback.features(done, total);
          return !settings.stop.requested();
        });
  }
}
