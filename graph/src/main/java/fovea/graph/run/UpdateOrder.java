package fovea.graph.run;

import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Moves updates to right after the last other reader of what they change. */
public final class UpdateOrder {
  private UpdateOrder() {}

  /**
   * Places each update as early as it may run: the gradient is still in the cache then, and its
   * memory is free again.
   */
  public static Program early(Program program) {
    return new Program(
        program.arguments(), early(program.steps()), program.results(), program.changes());
  }

  private static List<Step> early(List<Step> steps) {
    Uses uses = new Uses(steps);
    IdentityHashMap<Value, Integer> ready = new IdentityHashMap<>();
    List<List<Step>> after = new ArrayList<>();
    steps.forEach(_ -> after.add(new ArrayList<>()));
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      int place = uses.movable(step) ? place(step, uses, ready) : i;
      step.outputs().forEach(output -> ready.put(output, place));
      after.get(place).add(step);
    }
    List<Step> ordered = new ArrayList<>();
    for (List<Step> place : after) {
      // A step that stays in place runs before the updates that wait for it.
      place.stream().filter(s -> !Uses.isUpdate(s)).forEach(ordered::add);
      place.stream().filter(Uses::isUpdate).forEach(ordered::add);
    }
    return List.copyOf(ordered);
  }

  /** The step after which an update has its inputs, and its targets to itself. */
  private static int place(Step update, Uses uses, IdentityHashMap<Value, Integer> ready) {
    int place = 0;
    for (Value input : update.inputs()) {
      place = Math.max(place, ready.getOrDefault(input, 0));
      place = Math.max(place, uses.lastRead(input));
    }
    return place;
  }
}
