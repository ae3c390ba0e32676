package fovea.graph.run;

import fovea.graph.Update;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Moves updates to right after the last other reader of what they change. */
final class UpdateOrder {
  private UpdateOrder() {}

  /**
   * Places each update as early as it may run: the gradient is still in the cache then, and its
   * memory is free again.
   */
  static List<Step> early(List<Step> steps) {
    IdentityHashMap<Value, Integer> ready = new IdentityHashMap<>();
    IdentityHashMap<Value, Integer> lastRead = new IdentityHashMap<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      for (Value output : step.outputs()) {
        ready.put(output, i);
      }
      if (!update(step)) {
        for (Value input : step.inputs()) {
          lastRead.put(input, i);
        }
      }
    }
    List<List<Step>> after = new ArrayList<>();
    for (int i = 0; i <= steps.size(); i++) {
      after.add(new ArrayList<>());
    }
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      int place = i;
      if (update(step)) {
        place = 0;
        for (Value input : step.inputs()) {
          place = Math.max(place, ready.getOrDefault(input, 0));
          place = Math.max(place, lastRead.getOrDefault(input, 0));
        }
        for (Value output : step.outputs()) {
          ready.put(output, place);
        }
      }
      after.get(place).add(step);
    }
    List<Step> ordered = new ArrayList<>();
    for (int i = 0; i <= steps.size(); i++) {
      // A step that stays in place runs before the updates that wait for it.
      after.get(i).stream().filter(s -> !update(s)).forEach(ordered::add);
      after.get(i).stream().filter(UpdateOrder::update).forEach(ordered::add);
    }
    return List.copyOf(ordered);
  }

  private static boolean update(Step step) {
    return step.kernel() instanceof Kernel.Plain(Update _);
  }
}
