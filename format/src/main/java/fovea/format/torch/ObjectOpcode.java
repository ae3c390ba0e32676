package fovea.format.torch;

import java.util.List;

/** Instructions that name functions and call them: the only ones where a pickle could do harm. */
enum ObjectOpcode implements Opcode {
  GLOBAL('c'),
  STACK_GLOBAL(0x93),
  REDUCE('R'),
  NEWOBJ(0x81),
  BUILD('b'),
  PERSID('P'),
  BINPERSID('Q');

  private final int code;

  ObjectOpcode(int code) {
    this.code = code;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public void run(PickleMachine machine) {
    PickleStack stack = machine.stack();
    PickleSource source = machine.source();
    switch (this) {
      case GLOBAL -> stack.push(named(source.line(), source.line(), source));
      case STACK_GLOBAL -> {
        List<Item> names = stack.pop(2);
        stack.push(named(text(names.getFirst(), source), text(names.getLast(), source), source));
      }
      case REDUCE, NEWOBJ -> {
        List<Item> functionAndArguments = stack.pop(2);
        stack.push(called(functionAndArguments.getFirst(), functionAndArguments.getLast(), source));
      }
      case BUILD -> {
        Item state = stack.pop();
        build(stack.top(), state, source);
      }
      case PERSID -> stack.push(machine.external(constant(source.line())));
      case BINPERSID -> stack.push(machine.external(stack.pop()));
    }
  }

  private static Item named(String module, String name, PickleSource source) {
    return Globals.find(module, name).orElseThrow(() -> Globals.refused(module, name, source));
  }

  private static Item called(Item function, Item arguments, PickleSource source) {
    if (!(function instanceof Item.Callable callable)
        || !(arguments instanceof Item.Sequence tuple)
        || tuple.kind != Item.Kind.TUPLE) {
      throw source.error(
          "expected a function and its arguments, found other values", PickleSource.AGAIN);
    }
    return callable.body().apply(new Arguments(callable.name(), tuple.items, source.texts()));
  }

  /** Gives an object its state; what does not concern values is dropped. */
  private static void build(Item object, Item state, PickleSource source) {
    switch (object) {
      case Item.Mapping mapping when mapping.isObject -> {
        var attributes = new Arguments("BUILD", List.of(state), source.texts()).mapping(0);
        mapping.entries.putAll(attributes.entries);
      }
      // PyTorch gives its dictionaries the versions of layers as an attribute.
      case Item.Mapping _ -> {}
      case Item.Tensor _, Item.NumpyType _ -> {}
      case Item.Constant _,
          Item.Binary _,
          Item.Sequence _,
          Item.Callable _,
          Item.StorageClass _,
          Item.ScalarType _,
          Item.Storage _ ->
          throw source.error(
              "expected an object that can have a state, found another value", PickleSource.AGAIN);
    }
  }

  private static Item constant(String text) {
    return new Item.Constant(new TorchValue.Text(text));
  }

  private static String text(Item item, PickleSource source) {
    if (item instanceof Item.Constant(TorchValue.Text(String value))) {
      return value;
    }
    throw source.error("expected the name of a function, found another value", PickleSource.AGAIN);
  }
}
