package fovea.nn;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * How tensors from elsewhere fit a network, one by one. Looking at it changes nothing; {@link
 * #load} takes over all values or none, {@link #loadPart} those that fit.
 */
public final class StateMapping {
  /** So many differences stand in a message; the rows tell all. */
  private static final int SHOWN = 12;

  private final List<Row> rows;
  private final Map<Cell, Source> fitting;

  private StateMapping(List<Row> rows, Map<Cell, Source> fitting) {
    this.rows = List.copyOf(rows);
    this.fitting = fitting;
  }

  /**
   * A tensor from elsewhere.
   *
   * @param from its name there
   * @param to the network's name for it
   * @param value in the network's order of axes
   * @param transposed whether it had another order of axes there
   */
  public record Source(String from, String to, HostBuffer value, boolean transposed) {

    /** A tensor that has the network's name already. */
    public static Source of(String name, HostBuffer value) {
      return new Source(name, name, value, false);
    }

    /**
     * A single number in the shape of another one: counters are {@code []} here, {@code [1]} there.
     */
    private Source as(Shape other) {
      boolean single = shape().elements() == 1 && other.elements() == 1;
      return single
          ? new Source(from, to, new HostBuffer(value.type().with(other), value.data()), transposed)
          : this;
    }

    private Shape shape() {
      return value.type().shape();
    }
  }

  /** What becomes of a tensor. */
  public sealed interface Row {}

  /** It fits. */
  public record Matched(Source source) implements Row {}

  /** It is not there. Counters may be missing, as they are in older files. */
  public record Missing(String to, Shape shape) implements Row {}

  /** The network has none of that name. */
  public record Unexpected(Source source) implements Row {}

  /** The network has another shape. */
  public record Mismatch(Source source, Shape expected) implements Row {}

  /** Compares {@code sources} with the parameters and states of {@code layer}. */
  public static StateMapping of(Network layer, List<Source> sources) {
    SequencedMap<String, Cell> cells = Parameters.named(Parameters.walk(layer).cells());
    List<Row> rows = new ArrayList<>();
    Map<Cell, Source> fitting = new LinkedHashMap<>();
    SequencedMap<String, Source> left = new LinkedHashMap<>();
    for (Source source : sources) {
      Cell cell = cells.get(source.to());
      left.put(source.to(), cell == null ? source : source.as(cell.type().shape()));
    }
    cells.forEach(
        (name, cell) -> {
          Source source = left.remove(name);
          Shape shape = cell.type().shape();
          if (source == null && cell.type().dtype().floating()) {
            rows.add(new Missing(name, shape));
          } else if (source != null && !source.shape().equals(shape)) {
            rows.add(new Mismatch(source, shape));
          } else if (source != null) {
            rows.add(new Matched(source));
            fitting.put(cell, source);
          }
        });
    left.values().forEach(source -> rows.add(new Unexpected(source)));
    return new StateMapping(rows, fitting);
  }

  /** All tensors: those of the network in its order, then those that it does not know. */
  public List<Row> rows() {
    return rows;
  }

  /** Names of the network's tensors of real numbers for which there is a value that fits. */
  public List<String> filled() {
    return fitting.entrySet().stream()
        .filter(entry -> entry.getKey().type().dtype().floating())
        .map(entry -> entry.getValue().to())
        .toList();
  }

  /** Names of the network's tensors for which there is none; counters may be missing. */
  public List<String> unfilled() {
    return rows.stream()
        .flatMap(
            row ->
                switch (row) {
                  case Matched _, Unexpected _ -> Stream.empty();
                  case Missing(String to, Shape _) -> Stream.of(to);
                  case Mismatch(Source source, Shape _) -> Stream.of(source.to());
                })
        .toList();
  }

  /** What does not fit, in words; empty if everything does. */
  public List<String> differences() {
    return rows.stream().flatMap(row -> difference(row).stream()).toList();
  }

  private static Optional<String> difference(Row row) {
    return switch (row) {
      case Matched _ -> Optional.empty();
      case Missing(String to, Shape _) -> Optional.of(to + " is missing");
      case Unexpected(Source source) -> Optional.of(source.from() + " is unknown");
      case Mismatch(Source source, Shape expected) ->
          Optional.of(source.from() + " has shape " + source.shape() + " instead of " + expected);
    };
  }

  /** Whether all differences lie inside of the layers at {@code paths}. */
  public boolean fitsExcept(List<String> paths) {
    return rows.stream()
        .allMatch(
            row ->
                switch (row) {
                  case Matched _ -> true;
                  case Missing(String to, Shape _) -> inside(to, paths);
                  case Unexpected(Source source) -> inside(source.to(), paths);
                  case Mismatch(Source source, Shape _) -> inside(source.to(), paths);
                });
  }

  private static boolean inside(String name, List<String> paths) {
    return paths.stream().anyMatch(path -> LayerWalk.inside(name, path));
  }

  /**
   * Takes over all values, converted to the network's element types.
   *
   * @throws FoveaException if anything does not fit, or holds NaN or infinite numbers; the message
   *     lists the first of these, and nothing is changed
   */
  public void load() {
    List<String> differences = differences();
    if (!differences.isEmpty()) {
      throw FoveaException.here(
          "the values do not fit the network: " + some(differences),
          "load values that were made for this architecture");
    }
    loadPart();
  }

  private static String some(List<String> differences) {
    String shown = String.join(", ", differences.subList(0, Math.min(SHOWN, differences.size())));
    int more = differences.size() - SHOWN;
    return more > 0 ? shown + String.format(Locale.ROOT, ", and %,d more", more) : shown;
  }

  /**
   * Takes over the values that fit, converted to the network's element types.
   *
   * @throws FoveaException if one of them holds NaN or infinite numbers; nothing is changed then
   */
  public void loadPart() {
    loadExcept(List.of());
  }

  /**
   * Takes over the values that fit and lie outside of the layers at {@code paths}.
   *
   * @throws FoveaException as {@link #loadPart}
   */
  public void loadExcept(List<String> paths) {
    Map<Cell, Source> wanted = new LinkedHashMap<>(fitting);
    wanted.values().removeIf(source -> inside(source.to(), paths));
    FiniteValues.require(wanted);
    wanted.forEach((cell, source) -> cell.load(source.to(), source.value()));
  }
}
