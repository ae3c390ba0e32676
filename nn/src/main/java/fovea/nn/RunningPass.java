package fovea.nn;

import fovea.graph.Tensor;
import fovea.graph.type.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A running forward pass: knows where each layer stands in the layer that was applied first. */
final class RunningPass {
  private static final ScopedValue<RunningPass> RUNNING = ScopedValue.newInstance();
  private static final ScopedValue<List<Result>> RECORD = ScopedValue.newInstance();

  // By identity: two layers may be equal as records, and one layer may stand in several places.
  private final IdentityHashMap<Network, List<String>> places = new IdentityHashMap<>();

  /**
   * A value with a name.
   *
   * @param path of the layer that gives it or calls it so
   * @param name in the layer; empty for what the layer gives
   */
  record Result(String path, String name, Tensor value) {}

  private RunningPass(Network root, String path) {
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
    RunningPass pass = new RunningPass(layer, outer);
    return ScopedValue.where(RUNNING, pass).call(() -> part.apply(x));
  }

  /** Applies all of {@code layer} at its path. */
  static Tensor apply(Layer layer, Tensor x) {
    return at(
        layer,
        in -> {
          Tensor result = layer.forward(in);
          name("", result);
          return result;
        },
        x);
  }

  /** Applies all of {@code network} at its path. */
  static Tensors apply(Network network, Tensors inputs) {
    return at(
        network,
        in -> {
          Tensors results = network.forward(in);
          boolean single = results.byName().size() == 1;
          results.byName().forEach((name, result) -> name(single ? "" : name, result));
          return results;
        },
        inputs);
  }

  /**
   * Runs {@code body}; adds what its layers give to {@code results}, which is empty, inner before
   * outer. A recording around it gets them, too.
   */
  static <T> T recording(List<Result> results, Supplier<T> body) {
    T result = ScopedValue.where(RECORD, results).call(body::get);
    if (RECORD.isBound()) {
      RECORD.get().addAll(results);
    }
    return result;
  }

  /** Calls {@code value} so while a pass is recorded. */
  static void name(String name, Tensor value) {
    if (RECORD.isBound()) {
      RECORD.get().add(new Result(Scope.path(), name, value));
    }
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
