package fovea.graph.run;

import fovea.graph.PlannedKernel;
import fovea.graph.PlannedKernel.Part;
import fovea.graph.PlannedKernel.Traffic;
import fovea.graph.spi.Call;
import fovea.graph.spi.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The calls of a plan as they are told to those who look at it. */
final class KernelList {
  private KernelList() {}

  /**
   * Describes {@code calls}.
   *
   * @param results what the plan is run for, besides the changes of variables
   */
  static List<PlannedKernel> of(List<Call> calls, List<Slot> results) {
    Set<Slot> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
    results.forEach(slot -> wanted.add(slot.storage()));
    List<PlannedKernel> kernels = new ArrayList<>();
    // Against the order of running, so that whoever needs a slot comes before its maker.
    for (Call call : calls.reversed()) {
      Part part = part(call, wanted);
      if (part == Part.FORWARD) {
        call.reads().forEach(slot -> wanted.add(slot.storage()));
      }
      kernels.add(kernel(call, part));
    }
    return List.copyOf(kernels.reversed());
  }

  private static Part part(Call call, Set<Slot> wanted) {
    if (call.writes().stream().anyMatch(slot -> slot.place() instanceof Slot.Place.Stored)) {
      return Part.UPDATE;
    }
    boolean leadsToResult =
        call.writes().stream().anyMatch(slot -> wanted.contains(slot.storage()));
    return leadsToResult ? Part.FORWARD : Part.BACKWARD;
  }

  private static PlannedKernel kernel(Call call, Part part) {
    Call.Label label = call.label();
    return new PlannedKernel(
        label.path(),
        part,
        label.kernel(),
        label.implementation(),
        label.shapes(),
        traffic(call.reads()),
        traffic(call.writes()),
        label.arithmetic(),
        label.reorder(),
        label.reason());
  }

  private static Traffic traffic(List<Slot> slots) {
    Set<Slot> storages = Collections.newSetFromMap(new IdentityHashMap<>());
    slots.forEach(slot -> storages.add(slot.storage()));
    return new Traffic(
        slots.stream().map(Slot::toString).toList(),
        slots.stream().map(slot -> slot.layout().dtype()).toList(),
        storages.stream().mapToLong(Slot::bytes).sum());
  }
}
