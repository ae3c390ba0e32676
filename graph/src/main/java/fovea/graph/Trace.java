package fovea.graph;

import fovea.graph.type.FoveaException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The recording of one function: collects the changes of variables that it asks for. They happen
 * when the plan runs, in the order in which they were asked for.
 */
public final class Trace {
  private static final ScopedValue<Optional<Trace>> CURRENT = ScopedValue.newInstance();

  /** The user's op whose Java code is running. */
  private static final ScopedValue<String> KERNEL = ScopedValue.newInstance();

  private final Map<Variable, Tensor> pending = new LinkedHashMap<>();
  private final Set<Variable> lookedAt = new HashSet<>();

  private Trace() {}

  /**
   * What a trace has recorded.
   *
   * @param results of the function
   * @param changes it makes
   * @param lookedAt the variables whose value, type or trainability the function has asked for
   */
  public record Recorded<T>(T results, Map<Variable, Tensor> changes, Set<Variable> lookedAt) {}

  /** Records {@code body}. */
  public static <T> Recorded<T> of(Supplier<T> body) {
    Trace trace = new Trace();
    T results = trace.use(body);
    return new Recorded<>(
        results, Collections.unmodifiableMap(trace.pending), Set.copyOf(trace.lookedAt));
  }

  /**
   * Runs {@code body} and forgets the changes of variables that it asks for: for what only looks at
   * a training step. Allowed outside of a trace, too.
   */
  public static <T> T forgetting(Supplier<T> body) {
    Trace trace = new Trace();
    current().ifPresent(around -> trace.pending.putAll(around.pending));
    T results = trace.use(body);
    trace.lookedAt.forEach(Trace::looksAt);
    return results;
  }

  /** The trace that is being recorded, if any. */
  public static Optional<Trace> current() {
    return CURRENT.isBound() ? CURRENT.get() : Optional.empty();
  }

  /** Runs {@code body} as a part of this trace: for what hands work to another thread. */
  public <T> T use(Supplier<T> body) {
    return ScopedValue.where(CURRENT, Optional.of(this)).call(body::get);
  }

  /** {@code body} as the Java code of the user's op {@code name}, to be run again and again. */
  public static Runnable inKernel(String name, Runnable body) {
    ScopedValue.Carrier carrier = ScopedValue.where(KERNEL, name);
    return () -> carrier.run(body);
  }

  /** Runs {@code body} as if nothing was traced. */
  static <T> T outside(Supplier<T> body) {
    return ScopedValue.where(CURRENT, Optional.<Trace>empty()).call(body::get);
  }

  /**
   * Refuses what needs values, if a function is being traced: there are none of its arguments, and
   * all others would be kept as they happen to be now. Or if a kernel is running, whose memory
   * other plans would overwrite.
   */
  public static void refuse(Supplier<String> what, String advice) {
    if (KERNEL.isBound()) {
      throw FoveaException.here(
          "a tensor's value or a plan is asked for by a kernel, that of " + KERNEL.get(),
          "compute with the kernel's buffers only, or write the op in tensors");
    }
    if (current().isPresent()) {
      throw FoveaException.here(what.get(), advice);
    }
  }

  /** Whether values cannot be asked for; see {@link #refuse}. */
  static boolean refuses() {
    return KERNEL.isBound() || current().isPresent();
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

  /** Notes that the running trace, if any, depends on what {@code variable} is like. */
  static void looksAt(Variable variable) {
    current().ifPresent(trace -> trace.lookedAt.add(variable));
  }

  /** The value that {@code variable} will have, if this trace changes it. */
  Optional<Tensor> pending(Variable variable) {
    return Optional.ofNullable(pending.get(variable));
  }
}
