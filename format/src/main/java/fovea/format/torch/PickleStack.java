package fovea.format.torch;

import fovea.format.torch.container.PickleSource;
import java.util.ArrayList;
import java.util.List;

/** The stack of the machine with its marks; nothing below the last mark can be taken singly. */
final class PickleStack {

  private final PickleSource source;
  private final List<Item> items = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();

  PickleStack(PickleSource source) {
    this.source = source;
  }

  void push(Item item) {
    items.add(item);
  }

  Item top() {
    requireItem();
    return items.getLast();
  }

  Item pop() {
    requireItem();
    return items.removeLast();
  }

  /** Takes the last {@code count} items, in the order in which they were pushed. */
  List<Item> pop(int count) {
    var popped = new ArrayList<Item>(count);
    for (int i = 0; i < count; i++) {
      popped.addFirst(pop());
    }
    return popped;
  }

  void mark() {
    marks.add(items.size());
  }

  /** Takes everything above the last mark, and the mark. */
  List<Item> popToMark() {
    if (marks.isEmpty()) {
      throw source.error("expected a mark on the stack, found none", PickleSource.AGAIN);
    }
    List<Item> above = items.subList(marks.removeLast(), items.size());
    var popped = new ArrayList<>(above);
    above.clear();
    return popped;
  }

  /** Drops the item on top, or the mark if that lies there. */
  void drop() {
    if (isMarkOnTop()) {
      marks.removeLast();
    } else {
      pop();
    }
  }

  private boolean isMarkOnTop() {
    return !marks.isEmpty() && marks.getLast() == items.size();
  }

  boolean isEmpty() {
    return items.isEmpty() && marks.isEmpty();
  }

  private void requireItem() {
    if (items.isEmpty() || isMarkOnTop()) {
      throw source.error("expected a value on the stack, found none", PickleSource.AGAIN);
    }
  }
}
