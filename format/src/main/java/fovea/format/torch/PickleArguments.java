package fovea.format.torch;

import fovea.format.FormatException;
import fovea.format.torch.container.Budget;
import fovea.format.torch.container.PickleSource;
import fovea.format.torch.container.Strided;
import java.util.List;
import java.util.Locale;

/**
 * What a pickle hands to a function, read by position.
 *
 * @param copies what the function may copy
 */
record PickleArguments(String function, List<Item> items, Budget copies) {

  /** A guess at the memory of one entry of a list or dictionary. */
  private static final int BYTES_OF_ENTRY = 64;

  int count() {
    return items.size();
  }

  Item item(int index) {
    if (index >= items.size()) {
      throw error(
          String.format(
              Locale.ROOT, "expected at least %d arguments, found %d", index + 1, items.size()));
    }
    return items.get(index);
  }

  Item.Storage storage(int index) {
    if (item(index) instanceof Item.Storage storage) {
      return storage;
    }
    throw error(
        String.format(
            Locale.ROOT, "expected a storage as argument %d, found another value", index + 1));
  }

  Item.Tensor tensor(int index) {
    if (item(index) instanceof Item.Tensor tensor) {
      return tensor;
    }
    throw error(
        String.format(
            Locale.ROOT, "expected a tensor as argument %d, found another value", index + 1));
  }

  String text(int index) {
    if (item(index) instanceof Item.Constant(TorchValue.Text(String value))) {
      return value;
    }
    throw error(
        String.format(Locale.ROOT, "expected text as argument %d, found another value", index + 1));
  }

  long whole(int index) {
    return whole(item(index));
  }

  /** The elements of a list or tuple. */
  List<Item> sequence(int index) {
    if (item(index) instanceof Item.Sequence sequence) {
      return sequence.items;
    }
    throw error(
        String.format(
            Locale.ROOT, "expected a list as argument %d, found another value", index + 1));
  }

  /** A dictionary, which the caller copies. */
  Item.Mapping mapping(int index) {
    if (item(index) instanceof Item.Mapping mapping) {
      spendEntries(mapping.entries.size());
      return mapping;
    }
    throw error(
        String.format(
            Locale.ROOT, "expected a dictionary as argument %d, found another value", index + 1));
  }

  /** A shape or strides. */
  List<Long> wholes(int index) {
    List<Item> sequence = sequence(index);
    if (sequence.size() > Strided.MAX_DIMENSIONS) {
      throw error(
          String.format(
              Locale.ROOT,
              "expected at most %d dimensions, found %,d",
              Strided.MAX_DIMENSIONS,
              sequence.size()));
    }
    return sequence.stream().map(this::whole).toList();
  }

  /** These arguments without the first ones. */
  PickleArguments from(int index) {
    return new PickleArguments(function, items.subList(Math.min(index, count()), count()), copies);
  }

  /** Takes so many entries off what may be copied. */
  void spendEntries(int count) {
    copies.spend((long) count * BYTES_OF_ENTRY);
  }

  FormatException error(String problem) {
    return new FormatException(function, problem, PickleSource.AGAIN);
  }

  private long whole(Item item) {
    if (item instanceof Item.Constant(TorchValue.Whole number)) {
      return number.toLong();
    }
    throw error("expected a whole number, found another value");
  }
}
