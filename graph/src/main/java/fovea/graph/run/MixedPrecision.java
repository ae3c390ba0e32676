package fovea.graph.run;

import fovea.graph.AutocastPolicy;
import fovea.graph.DType;
import fovea.graph.Move;
import fovea.graph.TensorType;
import fovea.graph.Variable;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Gives the tensors of a program their element types for {@link fovea.graph.Precision#BF16}. Casts
 * come in where the types of maker and reader differ; results and changes keep their types.
 */
final class MixedPrecision {
  private final Program program;
  private final Predicate<Step> narrows;
  private final List<Step> steps = new ArrayList<>();
  private final IdentityHashMap<Value, Value> narrow = new IdentityHashMap<>();
  private final IdentityHashMap<Value, Value> wide = new IdentityHashMap<>();
  private final Set<Value> madeNarrow = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> readNarrow = Collections.newSetFromMap(new IdentityHashMap<>());

  private MixedPrecision(Program program, Predicate<Step> narrows) {
    this.program = program;
    this.narrows = narrows;
    for (Step step : program.steps()) {
      AutocastPolicy policy = step.kernel().autocast();
      policy.inputs().forEach(index -> readNarrow.add(step.input(index)));
    }
  }

  /**
   * {@code program} with bf16 where it pays.
   *
   * @param narrows whether a backend is good at a step in bf16
   */
  static Program apply(Program program, Predicate<Step> narrows) {
    return new MixedPrecision(program, narrows).apply();
  }

  /** How many steps of a program compute in bf16. */
  static int steps(Program program) {
    return (int)
        program.steps().stream()
            .filter(step -> !(step.kernel() instanceof Kernel.Plain(Move.Cast _)))
            .filter(
                step ->
                    Stream.concat(step.inputs().stream(), step.outputs().stream())
                        .anyMatch(value -> dtype(value) == DType.BF16))
            .count();
  }

  private Program apply() {
    program.steps().forEach(this::add);
    Map<Variable, Value> changes = new LinkedHashMap<>();
    program.changes().forEach((variable, value) -> changes.put(variable, wide(value, "")));
    List<Value> results = program.results().stream().map(v -> wide(v, "")).toList();
    return new Program(program.arguments(), List.copyOf(steps), results, changes);
  }

  private void add(Step step) {
    AutocastPolicy policy = step.kernel().autocast();
    boolean asks =
        switch (policy.choice()) {
          case BF16 -> true;
          case FOLLOW -> policy.guides().stream().map(step::input).anyMatch(madeNarrow::contains);
          case F32 -> false;
        };
    boolean floats = policy.inputs().stream().allMatch(i -> dtype(step.input(i)) == DType.F32);
    if (asks && floats && narrows.test(narrowed(step, policy))) {
      narrow(step, policy);
    } else {
      List<Value> inputs = step.inputs().stream().map(v -> wide(v, step.path())).toList();
      steps.add(new Step(step.kernel(), inputs, step.outputs(), step.path()));
    }
  }

  private void narrow(Step step, AutocastPolicy policy) {
    List<Value> inputs =
        each(
            step.inputs(),
            (index, value) ->
                policy.inputs().contains(index)
                    ? narrow(value, step.path())
                    : wide(value, step.path()));
    Step narrowed = narrowed(step, policy);
    for (int i = 0; i < step.outputs().size(); i++) {
      Value old = step.output(i);
      Value made = narrowed.output(i);
      madeNarrow.add(old);
      if (made.type().dtype() == DType.BF16) {
        narrow.put(old, made);
      } else {
        wide.put(old, made);
      }
    }
    steps.add(new Step(step.kernel(), inputs, narrowed.outputs(), step.path()));
  }

  /** The step with other types: inputs stand for the real ones, results are those to be made. */
  private Step narrowed(Step step, AutocastPolicy policy) {
    List<Value> inputs =
        each(step.inputs(), (index, value) -> typed(value, policy.inputs().contains(index)));
    List<Value> outputs =
        each(
            step.outputs(),
            (index, value) ->
                typed(value, policy.results().contains(index) && worthwhile(policy, value)));
    return new Step(step.kernel(), inputs, outputs, step.path());
  }

  /**
   * What only f32 kernels read comes out in f32 at once, where the kernel adds up in f32 anyway.
   */
  private boolean worthwhile(AutocastPolicy policy, Value value) {
    return policy.choice() == AutocastPolicy.Choice.FOLLOW || readNarrow.contains(value);
  }

  private static Value typed(Value value, boolean narrow) {
    TensorType type = narrow ? value.type().with(DType.BF16) : value.type();
    return new Value(type, value.origin());
  }

  /** The value in bf16. A stored one is cast for each reader: it may change in between. */
  private Value narrow(Value value, String path) {
    if (value.origin() instanceof Value.Origin.Stored) {
      return cast(value, DType.BF16, path);
    }
    return narrow.computeIfAbsent(value, v -> cast(wide.getOrDefault(v, v), DType.BF16, path));
  }

  /** The value in the type that the program gave it. */
  private Value wide(Value value, String path) {
    Value made = narrow.get(value);
    if (made == null || !madeNarrow.contains(value)) {
      return wide.getOrDefault(value, value);
    }
    return wide.computeIfAbsent(value, v -> cast(made, dtype(v), path));
  }

  private Value cast(Value value, DType dtype, String path) {
    Value result = new Value(value.type().with(dtype), new Value.Origin.Computed());
    Kernel kernel = new Kernel.Plain(new Move.Cast(dtype));
    steps.add(new Step(kernel, List.of(value), List.of(result), path));
    return result;
  }

  private static DType dtype(Value value) {
    return value.type().dtype();
  }

  private interface Typing {
    Value of(int index, Value value);
  }

  private static List<Value> each(List<Value> values, Typing typing) {
    return IntStream.range(0, values.size()).mapToObj(i -> typing.of(i, values.get(i))).toList();
  }
}
