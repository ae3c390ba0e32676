package fovea.nn;

import fovea.graph.Scope;
import fovea.graph.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/** A running forward pass: knows where each layer stands in the layer that was applied first. */
final class ForwardPass {
  private static final ScopedValue<ForwardPass> RUNNING = ScopedValue.newInstance();
  private static final ScopedValue<Map<String, Tensor>> RECORD = ScopedValue.newInstance();

  // By identity: two layers may be equal as records, and one layer may stand in several places.
  private final IdentityHashMap<Network, List<String>> places = new IdentityHashMap<>();

  private ForwardPass(Network root, String path) {
    LayerWalk walk = LayerWalk.of(root, path);
    walk.layers().forEach(part -> place(part.value(), part.path()));
    walk.name();
  }

  private void place(Network layer, String path) {
    places.computeIfAbsent(layer, _ -> new ArrayList<>(1)).add(path);
  }

  /**
   * Applies {@code part} of {@code layer} at the layer's path; a layer that no running layer
   * contains becomes a root.
   */
  static <T> T at(Network layer, Function<T, T> part, T x) {
    String outer = Scope.path();
    Optional<String> path =
        RUNNING.isBound() ? RUNNING.get().pathOf(layer, outer) : Optional.empty();
    if (path.isPresent()) {
      return Scope.within(path.get(), () -> part.apply(x));
    }
    ForwardPass pass = new ForwardPass(layer, outer);
    return ScopedValue.where(RUNNING, pass).call(() -> part.apply(x));
  }

  /** Applies all of {@code layer} at its path. */
  static Tensor apply(Layer layer, Tensor x) {
    return at(layer, in -> record(layer.forward(in)), x);
  }

  /** Applies {@code root}; gives the results of all layers inside of it by their paths. */
  static SequencedMap<String, Tensor> results(Layer root, Tensor x) {
    SequencedMap<String, Tensor> results = new LinkedHashMap<>();
    ForwardPass pass = new ForwardPass(root, Scope.path());
    ScopedValue.where(RUNNING, pass).where(RECORD, results).call(() -> record(root.forward(x)));
    return results;
  }

  private static Tensor record(Tensor result) {
    if (RECORD.isBound()) {
      RECORD.get().put(Scope.path(), result);
    }
    return result;
  }

  /** The path of {@code layer}; of several, the least deep inside of the layer that is running. */
  private Optional<String> pathOf(Network layer, String outer) {
    List<String> known = places.getOrDefault(layer, List.of());
    return known.stream()
        .filter(path -> LayerWalk.inside(path, outer))
        .min(Comparator.comparingLong(path -> path.chars().filter(c -> c == '.').count()))
        .or(() -> known.stream().findFirst());
  }
}
