package fovea.format.torch;

import fovea.format.torch.container.PickleSource;
import java.util.List;

/** Fills the lists, sets and dictionaries of a pickle. */
final class Containers {
  private Containers() {}

  /** Pushes a dictionary of what lies above the mark. */
  static void dictionary(PickleMachine machine) {
    List<Item> keysAndValues = machine.stack().popToMark();
    machine.stack().push(new Item.Mapping());
    put(keysAndValues, machine);
  }

  static void fill(Item.Kind kind, List<Item> items, PickleMachine machine) {
    if (!(machine.stack().top() instanceof Item.Sequence sequence) || sequence.kind != kind) {
      throw machine
          .source()
          .error("expected a list or set to add to, found another value", PickleSource.AGAIN);
    }
    sequence.items.addAll(items);
  }

  static void put(List<Item> keysAndValues, PickleMachine machine) {
    if (!(machine.stack().top() instanceof Item.Mapping mapping) || keysAndValues.size() % 2 != 0) {
      throw machine
          .source()
          .error("expected a dictionary and pairs for it, found other values", PickleSource.AGAIN);
    }
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      mapping.put(keysAndValues.get(i), keysAndValues.get(i + 1));
    }
  }
}
