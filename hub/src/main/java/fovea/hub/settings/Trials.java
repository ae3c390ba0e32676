package fovea.hub.settings;

import fovea.data.Preprocessing;
import fovea.graph.Compiled;
import fovea.graph.NodeOrder;
import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.model.Blueprint;
import fovea.nn.Classifier;
import fovea.nn.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What candidates make of photos, each computed once, when it is first asked for. */
final class Trials {

  /** Photos that are computed at a time. */
  private static final int BATCH = 16;

  /** Photos whose statistics are taken: more tell little more. */
  private static final int FOR_STATISTICS = 32;

  /** Multiply-adds of a candidate on labelled photos: less than training a head costs. */
  private static final double WORK = 3.2e11;

  private final TrialPhotos all;
  private final Function<Blueprint, Classifier> networks;
  private final Map<Candidate, NormStatistics> statistics = new HashMap<>();
  private final Map<Candidate, List<HostBuffer>> outputs = new HashMap<>();
  private Optional<Prepared> prepared = Optional.empty();

  Trials(TrialPhotos all, Function<Blueprint, Classifier> networks) {
    this.all = all;
    this.networks = networks;
  }

  /** Photos as the last candidate wanted them. */
  private record Prepared(Preprocessing preprocessing, List<HostBuffer> batches) {}

  /** Whether the photos have labels. */
  boolean labelled() {
    return all.use() != TrialPhotos.Use.NONE;
  }

  /** The photos. */
  TrialPhotos photos() {
    return all;
  }

  /** Whether a candidate has norms. */
  boolean hasNorms(Candidate candidate) {
    Classifier network = networks.apply(candidate.blueprint());
    Tensor x = Tensor.full(candidate.preprocessing().input().batch(1), 0);
    return !Mode.inference(() -> NormStatistics.tensors(network.apply(network::features, x)))
        .isEmpty();
  }

  /** How the norms of a candidate find photos. */
  NormStatistics statistics(Candidate candidate) {
    return statistics.computeIfAbsent(
        candidate,
        _ -> {
          Classifier network = networks.apply(candidate.blueprint());
          Compiled compiled =
              Compiled.of(
                  in ->
                      Mode.inference(
                          () ->
                              NormStatistics.tensors(
                                  network.apply(network::features, in.getFirst()))));
          return NormStatistics.of(
              pictures(candidate.preprocessing()).stream()
                  .map(batch -> compiled.call(List.of(batch)))
                  .toList(),
              Math.min(FOR_STATISTICS, all.count()));
        });
  }

  /** How well a candidate tells the first {@code count} labelled photos apart. */
  LabelScores scores(Candidate candidate, int count) {
    List<HostBuffer> parts = outputs.computeIfAbsent(candidate, _ -> new ArrayList<>());
    int done = parts.stream().mapToInt(part -> part.type().shape().dim(0)).sum();
    if (done < count) {
      Classifier network = networks.apply(candidate.blueprint());
      Compiled compiled =
          Compiled.of(in -> Mode.inference(() -> List.of(output(network, in.getFirst()))));
      for (int from = done; from < count; from += BATCH) {
        int to = Math.min(from + BATCH, count);
        HostBuffer pictures = all.batch(candidate.preprocessing(), from, to);
        parts.add(compiled.call(List.of(pictures)).getFirst());
      }
    }
    List<Integer> labels = all.labels().subList(0, count);
    return switch (all.use()) {
      case NONE, FEATURES -> FeatureTest.of(Rows.joined(parts), labels);
      case CLASSES -> LabelScores.ofLogits(Rows.joined(parts), labels);
    };
  }

  /** On how many labelled photos a candidate may be tried. */
  int most(Candidate candidate) {
    Classifier network = networks.apply(candidate.blueprint());
    TensorType one = candidate.preprocessing().input().batch(1);
    double most = Math.max(FOR_STATISTICS, WORK / multiplyAdds(network, one));
    return (int) Math.min(most, all.count());
  }

  /** Features or logits, {@code [n, d]}. */
  private Tensor output(Classifier network, Tensor x) {
    return switch (all.use()) {
      case NONE, FEATURES -> {
        Tensor features = network.apply(network::features, x);
        yield features.shape().rank() > 2 ? features.mean(2, 3) : features;
      }
      case CLASSES -> network.apply(x);
    };
  }

  /** The photos of which statistics are taken, as a network takes them, batch by batch. */
  private List<HostBuffer> pictures(Preprocessing preprocessing) {
    Prepared ready =
        prepared
            .filter(last -> last.preprocessing().equals(preprocessing))
            .orElseGet(() -> new Prepared(preprocessing, batches(preprocessing)));
    prepared = Optional.of(ready);
    return ready.batches();
  }

  private List<HostBuffer> batches(Preprocessing preprocessing) {
    List<HostBuffer> batches = new ArrayList<>();
    int count = Math.min(FOR_STATISTICS, all.count());
    for (int from = 0; from < count; from += BATCH) {
      batches.add(all.batch(preprocessing, from, Math.min(from + BATCH, count)));
    }
    return batches;
  }

  private static double multiplyAdds(Classifier network, TensorType one) {
    Tensor x = Tensor.full(one, 0);
    return Mode.inference(() -> NodeOrder.asMade(List.of(network.apply(x)))).stream()
        .mapToDouble(
            node -> node.op().multiplyAdds(node.inputs().stream().map(Tensor::type).toList()))
        .sum();
  }
}
