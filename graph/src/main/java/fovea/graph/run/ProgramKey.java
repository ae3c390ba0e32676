package fovea.graph.run;

import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;

/** What a program computes, compared by value; its values are numbered in order of meeting. */
final class ProgramKey {
  private final Function<Value.Origin, Object> origins;
  private final IdentityHashMap<Value, Integer> numbers = new IdentityHashMap<>();
  private final List<Object> key = new ArrayList<>();

  private ProgramKey(Function<Value.Origin, Object> origins) {
    this.origins = origins;
  }

  /**
   * The key of {@code program}.
   *
   * @param origins what counts of where a value comes from
   */
  static List<Object> of(Program program, Function<Value.Origin, Object> origins) {
    return new ProgramKey(origins).of(program);
  }

  private List<Object> of(Program program) {
    for (Step step : program.steps()) {
      key.add(step.kernel());
      step.inputs().forEach(this::number);
      step.outputs().forEach(this::number);
    }
    program.results().forEach(this::number);
    program.changes().values().forEach(this::number);
    return key;
  }

  private void number(Value value) {
    Integer known = numbers.get(value);
    if (known != null) {
      key.add(known);
      return;
    }
    numbers.put(value, numbers.size());
    key.add(value.type());
    key.add(origins.apply(value.origin()));
  }
}
