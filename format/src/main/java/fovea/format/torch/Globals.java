package fovea.format.torch;

import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.torch.container.PickleSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The functions and classes that a pickle may name: all that files of weights need, each written
 * here anew. Nothing is ever looked up by its name in the Java machine.
 */
final class Globals {

  private static final Map<String, Item> ALLOWED = allowed();

  private Globals() {}

  /** What a name stands for, if it is allowed. */
  static Optional<Item> find(String module, String name) {
    return Optional.ofNullable(ALLOWED.get(module + "." + name));
  }

  /** The sentence for a name that is not allowed. */
  static FormatException refused(String module, String name, PickleSource source) {
    String quoted = FormatException.excerpt(module + "." + name);
    boolean known = module.equals("torch") || module.startsWith("torch.");
    if (known && (name.contains("Storage") || name.startsWith("_rebuild_") || isType(name))) {
      return source.error(
          "expected tensors of real or whole numbers or booleans, found %s tensor (%s)"
              .formatted(exotic(name), quoted),
          "Convert it in PyTorch to one of the usual types, such as float32, and save it again");
    }
    return source.error(
        "expected only functions that weights need, found %s, which is not run".formatted(quoted),
        PickleSource.SAVE_WEIGHTS);
  }

  private static boolean isType(String name) {
    return name.matches("c?(complex|q|float|u|bits)\\w*\\d\\w*");
  }

  private static String exotic(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("complex")) {
      return "a complex";
    }
    if (lower.contains("sparse") || lower.contains("nested")) {
      return "a sparse or nested";
    }
    return lower.startsWith("q") || lower.contains("_q") || lower.contains("quint")
        ? "a quantized"
        : "another kind of";
  }

  private static Map<String, Item> allowed() {
    var table = new HashMap<String, Item>();
    for (String name : List.of("OrderedDict", "Counter")) {
      function(table, "collections." + name, Globals::dictionary);
    }
    function(table, "collections.defaultdict", arguments -> dictionary(arguments.from(1)));
    // The usual home of a program's options; its attributes come by BUILD.
    function(table, "argparse.Namespace", _ -> new Item.Mapping(true));
    for (String builtins : List.of("builtins.", "__builtin__.")) {
      function(table, builtins + "dict", Globals::dictionary);
      function(table, builtins + "list", arguments -> sequence(Item.Kind.LIST, arguments));
      function(table, builtins + "bytearray", NumpyScalars::encoded);
      function(table, builtins + "set", arguments -> sequence(Item.Kind.SET, arguments));
      function(table, builtins + "frozenset", arguments -> sequence(Item.Kind.SET, arguments));
    }
    function(table, "torch.Size", arguments -> sequence(Item.Kind.TUPLE, arguments));
    function(table, "torch.device", _ -> new Item.Constant(new TorchValue.Other("a device")));
    function(table, "_codecs.encode", NumpyScalars::encoded);
    for (String core : List.of("numpy.core.multiarray.", "numpy._core.multiarray.")) {
      function(table, core + "scalar", NumpyScalars::scalar);
    }
    function(table, "numpy.dtype", NumpyScalars::type);
    function(table, "torch._utils._rebuild_tensor", TensorFunctions::rebuild);
    function(table, "torch._utils._rebuild_tensor_v2", TensorFunctions::rebuild);
    function(table, "torch._utils._rebuild_tensor_v3", TensorFunctions::rebuildTyped);
    function(table, "torch._tensor._rebuild_from_type_v2", TensorFunctions::rebuildFromType);
    for (String wrapper :
        List.of(
            "torch._utils._rebuild_parameter",
            "torch._utils._rebuild_parameter_with_state",
            "torch.nn.parameter.Parameter",
            "torch.nn.parameter.Buffer",
            "torch.nn.Parameter",
            "torch.autograd.variable.Variable",
            "torch.autograd.Variable",
            "torch.Tensor")) {
      function(table, wrapper, arguments -> arguments.tensor(0));
    }
    types(table);
    return Map.copyOf(table);
  }

  /** The classes of storages and tensors, and the {@code dtype}s. */
  private static void types(Map<String, Item> table) {
    for (TypeNames names : TypeNames.values()) {
      ArrayDType type = names.type();
      for (String module : List.of("torch.", "torch.cuda.", "torch.storage.")) {
        table.put(module + names.prefix() + "Storage", new Item.StorageClass(Optional.of(type)));
        table.put(module + names.prefix() + "Tensor", new Item.ScalarType(type));
      }
      names.dtypes().forEach(dtype -> table.put("torch." + dtype, new Item.ScalarType(type)));
    }
    for (String module : List.of("torch.", "torch.cuda.", "torch.storage.")) {
      table.put(module + "UntypedStorage", new Item.StorageClass(Optional.empty()));
    }
  }

  private static void function(
      Map<String, Item> table, String name, Function<PickleArguments, Item> body) {
    table.put(name, new Item.Callable(name, body));
  }

  /** An empty dictionary, or a copy of one, or one of a list of pairs. */
  private static Item dictionary(PickleArguments arguments) {
    var mapping = new Item.Mapping();
    if (arguments.count() == 0) {
      return mapping;
    }
    if (arguments.item(0) instanceof Item.Mapping) {
      mapping.entries.putAll(arguments.mapping(0).entries);
      return mapping;
    }
    List<Item> pairs = arguments.sequence(0);
    arguments.spendEntries(pairs.size());
    for (Item pair : pairs) {
      if (!(pair instanceof Item.Sequence keyAndValue) || keyAndValue.items.size() != 2) {
        throw arguments.error("expected pairs of key and value, found another value");
      }
      mapping.put(keyAndValue.items.getFirst(), keyAndValue.items.getLast());
    }
    return mapping;
  }

  private static Item sequence(Item.Kind kind, PickleArguments arguments) {
    var items = new ArrayList<Item>();
    if (arguments.count() > 0) {
      arguments.spendEntries(arguments.sequence(0).size());
      items.addAll(arguments.sequence(0));
    }
    return new Item.Sequence(kind, items);
  }
}
