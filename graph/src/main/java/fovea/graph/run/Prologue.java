package fovea.graph.run;

import fovea.graph.Variable;
import fovea.graph.spi.Call;
import fovea.graph.spi.Lowered;
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
 * @param kept what {@code calls} write and others read; outlives a run
 */
record Prologue(List<Call> calls, List<Call> body, Set<Variable> sources, Set<Slot> kept) {

  /** Splits the calls of a plan into both parts. */
  static Prologue split(Lowered lowered) {
    return new Splitting(lowered.calls()).split(lowered.results());
  }

  /** Sum of the versions of all sources: moves when one of them changes. */
  long version() {
    long sum = 0;
    for (Variable variable : sources) {
      sum += variable.version();
    }
    return sum;
  }

  /** Walks through the calls once. */
  private static final class Splitting {
    private final List<Call> all;
    private final Set<Variable> changed = new HashSet<>();
    private final Set<Slot> overwritten = new HashSet<>();
    private final Set<Slot> settled = new HashSet<>();
    private final Set<Variable> sources = new LinkedHashSet<>();

    Splitting(List<Call> all) {
      this.all = all;
      Set<Slot> written = new HashSet<>();
      for (Call call : all) {
        for (Slot slot : call.writes()) {
          if (slot.place() instanceof Slot.Place.Stored(Variable variable)) {
            changed.add(variable);
          } else if (!written.add(slot.storage())) {
            overwritten.add(slot.storage());
          }
        }
      }
    }

    Prologue split(List<Slot> results) {
      List<Call> calls = new ArrayList<>();
      List<Call> body = new ArrayList<>();
      for (Call call : all) {
        if (stable(call)) {
          calls.add(call);
          call.writes().forEach(slot -> settled.add(slot.storage()));
          call.reads().forEach(this::source);
        } else {
          body.add(call);
        }
      }
      Set<Slot> kept = new LinkedHashSet<>();
      body.forEach(call -> call.reads().forEach(slot -> kept.add(slot.storage())));
      results.forEach(slot -> kept.add(slot.storage()));
      kept.retainAll(settled);
      return new Prologue(List.copyOf(calls), List.copyOf(body), sources, kept);
    }

    private void source(Slot slot) {
      if (slot.place() instanceof Slot.Place.Stored(Variable variable)) {
        sources.add(variable);
      }
    }

    private boolean stable(Call call) {
      return call.reads().stream().allMatch(this::stable)
          && call.writes().stream().allMatch(this::lasting);
    }

    private boolean stable(Slot slot) {
      return switch (slot.place()) {
        case Slot.Place.Stored(Variable variable) -> !changed.contains(variable);
        case Slot.Place.Full _, Slot.Place.Given _ -> true;
        case Slot.Place.Argument _ -> false;
        case Slot.Place.Temporary _ -> settled.contains(slot.storage());
      };
    }

    /** What another call works on in place must be made anew for each run. */
    private boolean lasting(Slot slot) {
      return slot.place() instanceof Slot.Place.Temporary && !overwritten.contains(slot.storage());
    }
  }
}
