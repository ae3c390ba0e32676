package fovea.graph.run;

import fovea.graph.op.Move;
import fovea.graph.op.Update;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Who reads what among steps. A reshape is the same memory, and a cast may be made only where it is
 * read, so reading them is reading their source.
 */
final class Uses {
  private final IdentityHashMap<Value, Value> sources = new IdentityHashMap<>();
  private final IdentityHashMap<Value, Integer> lastReads = new IdentityHashMap<>();
  private final IdentityHashMap<Value, List<Step>> readers = new IdentityHashMap<>();
  private final Set<Step> movable = Collections.newSetFromMap(new IdentityHashMap<>());

  Uses(List<Step> steps) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      for (Value input : step.inputs()) {
        readers.computeIfAbsent(input, _ -> new ArrayList<>()).add(step);
        if (!isUpdate(step)) {
          lastReads.put(source(input), i);
        }
      }
      if (step.kernel() instanceof Kernel.Plain(Move.Reshape _)
          || step.kernel() instanceof Kernel.Plain(Move.Cast _)) {
        sources.put(step.output(), source(step.input(0)));
      }
    }
    for (Step step : steps.reversed()) {
      if (isUpdate(step)
          && step.outputs().stream()
              .flatMap(v -> readers(v).stream())
              .allMatch(movable::contains)) {
        movable.add(step);
      }
    }
  }

  static boolean isUpdate(Step step) {
    return step.kernel() instanceof Kernel.Plain(Update _);
  }

  /** The value that {@code value} is a reshape or a cast of, or itself. */
  Value source(Value value) {
    return sources.getOrDefault(value, value);
  }

  /**
   * Index of the last step, updates apart, that reads a value or what stands for it; -1 if none.
   */
  int lastRead(Value value) {
    return lastReads.getOrDefault(source(value), -1);
  }

  /** Whether a step is an update that may run later, since only others of this kind wait for it. */
  boolean movable(Step step) {
    return movable.contains(step);
  }

  private List<Step> readers(Value value) {
    return readers.getOrDefault(value, List.of());
  }
}
