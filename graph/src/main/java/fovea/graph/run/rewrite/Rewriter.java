package fovea.graph.run.rewrite;

import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A program that is being rewritten: who makes and who reads each value, and how to swap steps. */
final class Rewriter {
  private final Program program;
  private final List<Step> steps;
  private final IdentityHashMap<Value, Step> makers = new IdentityHashMap<>();
  private final IdentityHashMap<Value, List<Step>> readers = new IdentityHashMap<>();
  private final Set<Value> kept = Collections.newSetFromMap(new IdentityHashMap<>());

  Rewriter(Program program) {
    this.program = program;
    this.steps = new ArrayList<>(program.steps());
    steps.forEach(this::index);
    kept.addAll(program.results());
    kept.addAll(program.changes().values());
  }

  /** The steps as they are now, to walk over while rewriting. */
  List<Step> steps() {
    return List.copyOf(steps);
  }

  /** Whether {@code step} has not been replaced yet. */
  boolean present(Step step) {
    return step.equals(makers.get(step.output()));
  }

  /** The step that makes {@code value}, if a step does. */
  Optional<Step> maker(Value value) {
    return Optional.ofNullable(makers.get(value));
  }

  /** The steps that read {@code value}. */
  List<Step> readers(Value value) {
    return readers.getOrDefault(value, List.of());
  }

  /** The only reader of {@code value}, if there is one and nobody else needs the value. */
  Optional<Step> onlyReader(Value value) {
    List<Step> all = readers(value);
    return all.size() == 1 && !kept.contains(value)
        ? Optional.of(all.getFirst())
        : Optional.empty();
  }

  /** Whether {@code value} is a result or a change of the program, whoever reads it besides. */
  boolean kept(Value value) {
    return kept.contains(value);
  }

  /** Whether the program changes no variable, as in inference. */
  boolean changesNothing() {
    return program.changes().isEmpty();
  }

  /**
   * Swaps {@code old} for {@code replacements}, which stand as early as their inputs allow, but not
   * before the first of {@code old}.
   */
  void replace(List<Step> old, List<Step> replacements) {
    int place = old.stream().mapToInt(this::indexOf).min().orElseThrow();
    for (Step replacement : replacements) {
      for (Value input : replacement.inputs()) {
        Optional<Step> maker = maker(input).filter(step -> !old.contains(step));
        place = Math.max(place, maker.map(step -> indexOf(step) + 1).orElse(0));
      }
    }
    steps.addAll(place, replacements);
    for (Step step : old) {
      steps.remove(indexOf(step));
      step.outputs().forEach(makers::remove);
      step.inputs().forEach(v -> readers(v).remove(step));
    }
    replacements.forEach(this::index);
  }

  /** The rewritten program. */
  Program program() {
    return new Program(program.arguments(), ordered(), program.results(), program.changes());
  }

  /** A fused step may stand behind those that read its side results: they wait for it. */
  private List<Step> ordered() {
    List<Step> ordered = new ArrayList<>();
    Set<Step> done = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Step> waiting = new ArrayList<>();
    for (Step step : steps) {
      waiting.add(step);
      Optional<Step> next = Optional.of(step);
      while (next.isPresent()) {
        next = waiting.stream().filter(s -> done.containsAll(makersOf(s))).findFirst();
        next.ifPresent(
            ready -> {
              waiting.remove(ready);
              done.add(ready);
              ordered.add(ready);
            });
      }
    }
    return List.copyOf(ordered);
  }

  private List<Step> makersOf(Step step) {
    return step.inputs().stream().flatMap(value -> maker(value).stream()).toList();
  }

  private void index(Step step) {
    step.outputs().forEach(v -> makers.put(v, step));
    step.inputs().forEach(v -> readers.computeIfAbsent(v, _ -> new ArrayList<>()).add(step));
  }

  private int indexOf(Step step) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).equals(step)) {
        return i;
      }
    }
    throw new IllegalStateException("a step is rewritten twice: " + step.label());
  }
}
