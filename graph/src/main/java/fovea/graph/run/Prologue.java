package fovea.graph.run;

import fovea.graph.Variable;
import fovea.graph.spi.Call;
import fovea.graph.spi.Slot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The calls whose results change only when a variable does: converted or folded weights. They run
 * when the version of a variable has moved, not with every run.
 *
 * @param calls what to run then
 * @param body what runs every time
 * @param sources the variables that {@code calls} read
 * @param kept what {@code calls} write; outlives a run
 */
record Prologue(List<Call> calls, List<Call> body, Set<Variable> sources, Set<Slot> kept) {

  /** Splits {@code calls} into both parts. */
  static Prologue split(List<Call> calls) {
    Set<Variable> changed = new HashSet<>();
    for (Call call : calls) {
      for (Slot slot : call.writes()) {
        if (slot.place() instanceof Slot.Place.Stored(Variable variable)) {
          changed.add(variable);
        }
      }
    }
    Prologue split =
        new Prologue(
            new ArrayList<>(), new ArrayList<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
    for (Call call : calls) {
      boolean stable =
          call.reads().stream().allMatch(s -> split.stable(s, changed))
              && call.writes().stream().allMatch(s -> s.place() instanceof Slot.Place.Temporary);
      (stable ? split.calls : split.body).add(call);
      if (stable) {
        call.writes().forEach(s -> split.kept.add(s.storage()));
        split.kept.addAll(call.scratch());
        for (Slot slot : call.reads()) {
          if (slot.place() instanceof Slot.Place.Stored(Variable variable)) {
            split.sources.add(variable);
          }
        }
      }
    }
    return split;
  }

  /** Sum of the versions of all sources: moves when one of them changes. */
  long version() {
    long sum = 0;
    for (Variable variable : sources) {
      sum += variable.version();
    }
    return sum;
  }

  private boolean stable(Slot slot, Set<Variable> changed) {
    return switch (slot.place()) {
      case Slot.Place.Stored(Variable variable) -> !changed.contains(variable);
      case Slot.Place.Full _, Slot.Place.Given _ -> true;
      case Slot.Place.Argument _ -> false;
      case Slot.Place.Temporary _ -> kept.contains(slot.storage());
    };
  }
}
