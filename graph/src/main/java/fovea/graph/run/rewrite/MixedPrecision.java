package fovea.graph.run.rewrite;

import fovea.graph.AutocastPolicy;
import fovea.graph.Variable;
import fovea.graph.op.Move;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.graph.type.TensorType;
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
 * Gives the tensors of a program their element types for {@link fovea.graph.type.Precision#BF16}.
 * Casts come in where the types of maker and reader differ; results and changes keep their types.
 */
public final class MixedPrecision {
  private final Program program;
  private final Predicate<Step> prefersBf16;
  private final List<Step> steps = new ArrayList<>();
  private final IdentityHashMap<Value, Value> bf16 = new IdentityHashMap<>();
  private final IdentityHashMap<Value, Value> f32 = new IdentityHashMap<>();
  private final Set<Value> madeInBf16 = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> readInBf16 = Collections.newSetFromMap(new IdentityHashMap<>());

  private MixedPrecision(Program program, Predicate<Step> prefersBf16) {
    this.program = program;
    this.prefersBf16 = prefersBf16;
    for (Step step : program.steps()) {
      AutocastPolicy policy = step.kernel().autocast();
      policy.inputs().forEach(index -> readInBf16.add(step.input(index)));
    }
  }

  /**
   * {@code program} with bf16 where it pays.
   *
   * @param prefersBf16 whether a backend is good at a step in bf16
   */
  public static Program apply(Program program, Predicate<Step> prefersBf16) {
    return new MixedPrecision(program, prefersBf16).apply();
  }

  /** How many steps of a program compute in bf16. */
  public static int steps(Program program) {
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
    program.changes().forEach((variable, value) -> changes.put(variable, f32(value, "")));
    List<Value> results = program.results().stream().map(v -> f32(v, "")).toList();
    return new Program(program.arguments(), List.copyOf(steps), results, changes);
  }

  private void add(Step step) {
    AutocastPolicy policy = step.kernel().autocast();
    boolean asks =
        switch (policy.choice()) {
          case BF16 -> true;
          case FOLLOW -> policy.guides().stream().map(step::input).anyMatch(madeInBf16::contains);
          case F32 -> false;
        };
    boolean floats = policy.inputs().stream().allMatch(i -> dtype(step.input(i)) == DType.F32);
    if (asks && floats && prefersBf16.test(inBf16(step, policy))) {
      addInBf16(step, policy);
    } else {
      List<Value> inputs = step.inputs().stream().map(v -> f32(v, step.path())).toList();
      steps.add(new Step(step.kernel(), inputs, step.outputs(), step.path()));
    }
  }

  private void addInBf16(Step step, AutocastPolicy policy) {
    List<Value> inputs =
        each(
            step.inputs(),
            (index, value) ->
                policy.inputs().contains(index)
                    ? asBf16(value, step.path())
                    : f32(value, step.path()));
    Step inBf16 = inBf16(step, policy);
    for (int i = 0; i < step.outputs().size(); i++) {
      Value old = step.output(i);
      Value made = inBf16.output(i);
      madeInBf16.add(old);
      if (made.type().dtype() == DType.BF16) {
        bf16.put(old, made);
      } else {
        f32.put(old, made);
      }
    }
    steps.add(new Step(step.kernel(), inputs, inBf16.outputs(), step.path()));
  }

  /** The step with other types: inputs stand for the real ones, results are those to be made. */
  private Step inBf16(Step step, AutocastPolicy policy) {
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
    return policy.choice() == AutocastPolicy.Choice.FOLLOW || readInBf16.contains(value);
  }

  private static Value typed(Value value, boolean bf16) {
    TensorType type = bf16 ? value.type().with(DType.BF16) : value.type();
    return new Value(type, value.origin());
  }

  /** The value in bf16. A stored one is cast for each reader: it may change in between. */
  private Value asBf16(Value value, String path) {
    if (value.origin() instanceof Value.Origin.Stored) {
      return cast(value, DType.BF16, path);
    }
    return bf16.computeIfAbsent(value, v -> cast(f32.getOrDefault(v, v), DType.BF16, path));
  }

  /** The value in the type that the program gave it. */
  private Value f32(Value value, String path) {
    Value made = bf16.get(value);
    if (made == null || !madeInBf16.contains(value)) {
      return f32.getOrDefault(value, value);
    }
    return f32.computeIfAbsent(value, v -> cast(made, dtype(v), path));
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
