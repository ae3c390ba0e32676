package fovea.format.torch;

import fovea.format.torch.container.PickleSource;
import java.util.List;

/** Names functions, calls them and gives objects their states. */
final class PickleCalls {
  private PickleCalls() {}

  /** The function that the next two lines name. */
  static Item named(PickleSource source) {
    return named(source.line(), source.line(), source);
  }

  /** Pushes the function whose names lie on the stack. */
  static void namedOnStack(PickleMachine machine) {
    PickleSource source = machine.source();
    List<Item> names = machine.stack().pop(2);
    Item function = named(text(names.getFirst(), source), text(names.getLast(), source), source);
    machine.stack().push(function);
  }

  /** Pushes the result of a function on the arguments above it. */
  static void call(PickleMachine machine) {
    List<Item> call = machine.stack().pop(2);
    machine.stack().push(called(call.getFirst(), call.getLast(), machine.source()));
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
    return callable.body().apply(new PickleArguments(callable.name(), tuple.items, source.texts()));
  }

  /** Gives the object below its state on top of the stack. */
  static void build(PickleMachine machine) {
    Item state = machine.stack().pop();
    build(machine.stack().top(), state, machine.source());
  }

  /** What does not concern values is dropped. */
  private static void build(Item object, Item state, PickleSource source) {
    switch (object) {
      case Item.Mapping mapping when mapping.isObject -> {
        var attributes = new PickleArguments("BUILD", List.of(state), source.texts()).mapping(0);
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

  private static String text(Item item, PickleSource source) {
    if (item instanceof Item.Constant(TorchValue.Text(String value))) {
      return value;
    }
    throw source.error("expected the name of a function, found another value", PickleSource.AGAIN);
  }
}
