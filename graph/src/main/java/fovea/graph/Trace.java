package fovea.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The recording of one function: collects the changes of variables that it asks for. They happen
 * when the plan runs, in the order in which they were asked for.
 */
public final class Trace {
  private static final ScopedValue<Trace> CURRENT = ScopedValue.newInstance();

  private final Map<Variable, Tensor> pending = new LinkedHashMap<>();

  private Trace() {}

  /** What a trace has recorded: the results of the function and the changes it makes. */
  public record Recorded<T>(T results, Map<Variable, Tensor> changes) {}

  /** Records {@code body}. */
  public static <T> Recorded<T> of(Supplier<T> body) {
    Trace trace = new Trace();
    T results = ScopedValue.where(CURRENT, trace).call(body::get);
    return new Recorded<>(results, Collections.unmodifiableMap(trace.pending));
  }

  /** The trace that is being recorded, if any. */
  public static Optional<Trace> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /**
   * Gives {@code variable} the value of {@code tensor} when the plan runs.
   *
   * @throws FoveaException outside of a trace, or if the types differ
   */
  public static void assign(Variable variable, Tensor tensor) {
    Trace trace =
        current()
            .orElseThrow(
                () ->
                    FoveaException.here(
                        variable.name() + " is changed outside of a compiled function",
                        "use Compiled.of(function) or a training step"));
    if (!variable.type().equals(tensor.type())) {
      throw FoveaException.here(
          variable + " cannot take a value of type " + tensor.type(), "assign the same type");
    }
    trace.pending.put(variable, tensor);
  }

  /** The value that {@code variable} will have, if this trace changes it. */
  Optional<Tensor> pending(Variable variable) {
    return Optional.ofNullable(pending.get(variable));
  }
}
