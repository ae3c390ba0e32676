package fovea.format.torch;

import fovea.format.FormatException;
import fovea.format.torch.container.PickleSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * Turns what the machine made into values that no longer change. A value that occurs in several
 * places stays one value, but the tree as it looks to a reader is bounded in size and depth.
 */
final class Freezer {

  private static final int MAX_DEPTH = 200;
  private static final long MAX_VALUES = 2_000_000;

  private final Storages storages;
  private final IdentityHashMap<Item, Frozen> frozen = new IdentityHashMap<>();

  Freezer(Storages storages) {
    this.storages = storages;
  }

  /** A value with the size and height of the tree below it, repetitions counted. */
  private record Frozen(TorchValue value, long size, int height) {}

  TorchValue freeze(Item root) {
    return freeze(root, 0).value;
  }

  private Frozen freeze(Item item, int depth) {
    Frozen known = frozen.get(item);
    if (known != null) {
      requireDepth(depth + known.height);
      return known;
    }
    requireDepth(depth);
    Frozen made =
        switch (item) {
          case Item.Constant(TorchValue value) -> new Frozen(value, 1, 0);
          case Item.Sequence sequence -> sequence(sequence, depth);
          case Item.Mapping mapping -> mapping(mapping, depth);
          case Item.Tensor tensor -> new Frozen(storages.read(tensor), 1, 0);
          case Item.Binary(byte[] bytes) ->
              other(String.format(Locale.ROOT, "%,d bytes", bytes.length));
          case Item.Callable callable -> other(callable.name());
          case Item.StorageClass _ -> other("the class of a storage");
          case Item.ScalarType(var type) -> other("type " + type);
          case Item.NumpyType(String code) -> other("NumPy type " + FormatException.excerpt(code));
          case Item.Storage storage ->
              other(String.format(Locale.ROOT, "a storage of %,d bytes", storage.bytes()));
        };
    if (!(item instanceof Item.Constant)) {
      frozen.put(item, made);
    }
    return made;
  }

  private static Frozen other(String description) {
    return new Frozen(new TorchValue.Other(description), 1, 0);
  }

  private Frozen sequence(Item.Sequence sequence, int depth) {
    var values = new ArrayList<TorchValue>(sequence.items.size());
    List<Frozen> children = children(sequence.items, depth);
    children.forEach(child -> values.add(child.value));
    return container(new TorchValue.Sequence(values), children);
  }

  private Frozen mapping(Item.Mapping mapping, int depth) {
    var entries = new LinkedHashMap<String, TorchValue>();
    List<Frozen> children = children(mapping.entries.values(), depth);
    int next = 0;
    for (String key : mapping.entries.keySet()) {
      entries.put(key, children.get(next++).value);
    }
    return container(new TorchValue.Dict(entries), children);
  }

  /** A container that holds itself ends here too: it is endlessly deep. */
  private List<Frozen> children(Iterable<Item> items, int depth) {
    var children = new ArrayList<Frozen>();
    for (Item item : items) {
      children.add(freeze(item, depth + 1));
    }
    return children;
  }

  private static Frozen container(TorchValue value, List<Frozen> children) {
    long size = 1;
    int height = 0;
    for (Frozen child : children) {
      size += child.size;
      height = Math.max(height, child.height + 1);
    }
    if (size > MAX_VALUES) {
      throw error(
          String.format(Locale.ROOT, "expected at most %,d values, found more", MAX_VALUES));
    }
    return new Frozen(value, size, height);
  }

  private static void requireDepth(int depth) {
    if (depth > MAX_DEPTH) {
      throw error(
          String.format(Locale.ROOT, "expected at most %d nested levels, found more", MAX_DEPTH));
    }
  }

  private static FormatException error(String problem) {
    return new FormatException("values", problem, PickleSource.SAVE_WEIGHTS);
  }
}
