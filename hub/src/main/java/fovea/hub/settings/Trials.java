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

  /** Multiply-adds of a candidate on labelled photos: some seconds. */
  private static final double WORK = 4e10;

  private final TrialPhotos all;
  private final Function<Blueprint, Classifier> networks;
  private final Map<Candidate, NormStatistics> statistics = new HashMap<>();
  private final Map<Candidate, LabelScores> scores = new HashMap<>();
  private Optional<Prepared> prepared = Optional.empty();

  Trials(TrialPhotos all, Function<Blueprint, Classifier> networks) {
    this.all = all;
    this.networks = networks;
  }

  /** Photos as the last candidate wanted them. */
  private record Prepared(Preprocessing preprocessing, int count, HostBuffer pictures) {}

  /** Whether the photos have labels. */
  boolean labelled() {
    return all.use() != TrialPhotos.Use.NONE;
  }

  /** The photos. */
  TrialPhotos photos() {
    return all;
  }

  /** How the norms of a candidate find photos. */
  NormStatistics statistics(Candidate candidate) {
    return statistics.computeIfAbsent(
        candidate,
        _ -> {
          Classifier network = networks.apply(candidate.blueprint());
          TrialPhotos photos = all.first(FOR_STATISTICS);
          List<List<HostBuffer>> batches =
              run(
                  x -> NormStatistics.tensors(network.apply(network::features, x)),
                  pictures(candidate.preprocessing(), photos));
          return NormStatistics.of(batches, photos.count());
        });
  }

  /** How well a candidate tells labelled photos apart. */
  LabelScores scores(Candidate candidate) {
    return scores.computeIfAbsent(
        candidate,
        _ -> {
          Classifier network = networks.apply(candidate.blueprint());
          TensorType one = candidate.preprocessing().input().batch(1);
          int most = (int) Math.clamp(WORK / multiplyAdds(network, one), 1, TrialPhotos.MOST);
          TrialPhotos photos = all.first(Math.max(FOR_STATISTICS, most));
          HostBuffer outputs =
              Rows.joined(
                  run(
                          x -> List.of(output(network, x)),
                          pictures(candidate.preprocessing(), photos))
                      .stream()
                      .map(List::getFirst)
                      .toList());
          return switch (all.use()) {
            case NONE, FEATURES -> FeatureTest.of(outputs, photos.labels());
            case CLASSES -> LabelScores.ofLogits(outputs, photos.labels());
          };
        });
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

  private static List<List<HostBuffer>> run(
      Function<Tensor, List<Tensor>> function, HostBuffer pictures) {
    Compiled compiled =
        Compiled.of(in -> Mode.inference(() -> function.apply(in.getFirst())));
    int count = pictures.type().shape().dim(0);
    long bytes = pictures.type().bytes() / count;
    List<List<HostBuffer>> batches = new ArrayList<>();
    for (int from = 0; from < count; from += BATCH) {
      int size = Math.min(BATCH, count - from);
      TensorType type = pictures.type().with(pictures.type().shape().with(0, size));
      batches.add(
          compiled.call(
              List.of(new HostBuffer(type, pictures.data().asSlice(from * bytes, size * bytes)))));
    }
    return batches;
  }

  private HostBuffer pictures(Preprocessing preprocessing, TrialPhotos photos) {
    Prepared ready =
        prepared
            .filter(last -> last.preprocessing().equals(preprocessing))
            .filter(last -> last.count() == photos.count())
            .orElseGet(
                () ->
                    new Prepared(preprocessing, photos.count(), photos.batch(preprocessing)));
    prepared = Optional.of(ready);
    return ready.pictures();
  }

  private static double multiplyAdds(Classifier network, TensorType one) {
    Tensor x = Tensor.full(one, 0);
    return Mode.inference(() -> NodeOrder.asMade(List.of(network.apply(x)))).stream()
        .mapToDouble(
            node -> node.op().multiplyAdds(node.inputs().stream().map(Tensor::type).toList()))
        .sum();
  }
}
