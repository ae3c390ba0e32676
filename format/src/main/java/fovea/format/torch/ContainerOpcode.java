package fovea.format.torch;

import java.util.ArrayList;
import java.util.List;

/** Instructions that make and fill tuples, lists, sets and dictionaries. */
enum ContainerOpcode implements Opcode {
  EMPTY_TUPLE(')'),
  TUPLE('t'),
  TUPLE1(0x85),
  TUPLE2(0x86),
  TUPLE3(0x87),
  EMPTY_LIST(']'),
  LIST('l'),
  APPEND('a'),
  APPENDS('e'),
  EMPTY_SET(0x8F),
  ADDITEMS(0x90),
  FROZENSET(0x91),
  EMPTY_DICT('}'),
  DICT('d'),
  SETITEM('s'),
  SETITEMS('u');

  private final int code;

  ContainerOpcode(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public void run(PickleMachine machine) {
    PickleStack stack = machine.stack();
    switch (this) {
      case EMPTY_TUPLE -> stack.push(Item.Sequence.tuple(List.of()));
      case TUPLE -> stack.push(Item.Sequence.tuple(stack.popToMark()));
      case TUPLE1 -> stack.push(Item.Sequence.tuple(stack.pop(1)));
      case TUPLE2 -> stack.push(Item.Sequence.tuple(stack.pop(2)));
      case TUPLE3 -> stack.push(Item.Sequence.tuple(stack.pop(3)));
      case EMPTY_LIST -> stack.push(Item.Sequence.list(new ArrayList<>()));
      case LIST -> stack.push(Item.Sequence.list(stack.popToMark()));
      case APPEND -> fill(Item.Kind.LIST, stack.pop(1), machine);
      case APPENDS -> fill(Item.Kind.LIST, stack.popToMark(), machine);
      case EMPTY_SET -> stack.push(Item.Sequence.set(new ArrayList<>()));
      case ADDITEMS -> fill(Item.Kind.SET, stack.popToMark(), machine);
      case FROZENSET -> stack.push(Item.Sequence.set(stack.popToMark()));
      case EMPTY_DICT -> stack.push(new Item.Mapping());
      case DICT -> {
        List<Item> keysAndValues = stack.popToMark();
        stack.push(new Item.Mapping());
        put(keysAndValues, machine);
      }
      case SETITEM -> put(stack.pop(2), machine);
      case SETITEMS -> put(stack.popToMark(), machine);
    }
  }

  private static void fill(Item.Kind kind, List<Item> items, PickleMachine machine) {
    if (!(machine.stack().top() instanceof Item.Sequence sequence) || sequence.kind != kind) {
      throw machine
          .source()
          .error("expected a list or set to add to, found another value", PickleSource.AGAIN);
    }
    sequence.items.addAll(items);
  }

  private static void put(List<Item> keysAndValues, PickleMachine machine) {
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
