package fovea.format.torch;

import fovea.format.FormatException;
import fovea.format.torch.container.PickleSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs one pickle. All that it can do is to put together the values of {@link Item} and to call the
 * functions of {@link Globals}.
 */
final class PickleMachine {

  /** Real files need about 40 instructions a tensor; this bounds memory to half a gigabyte. */
  private static final int MAX_INSTRUCTIONS = 2_000_000;

  /** Finds what lies outside of the pickle: storages, and in the oldest files tensors. */
  @FunctionalInterface
  interface External {

    /**
     * The value that an identifier in the pickle stands for.
     *
     * @param identifier the elements of a tuple, or one item that is none
     * @throws FormatException if there is none
     */
    Item find(PickleArguments identifier);
  }

  private final PickleSource source;
  private final External external;
  private final PickleStack stack;
  private final Map<Long, Item> memo = new HashMap<>();
  private boolean running = true;

  private PickleMachine(PickleSource source, External external) {
    this.source = source;
    this.external = external;
    this.stack = new PickleStack(source);
  }

  /** The value of the next pickle of {@code source}, which then stands behind it. */
  static Item run(PickleSource source, External external) {
    return new PickleMachine(source, external).run();
  }

  /** A pickle that refers to nothing outside. */
  static Item run(PickleSource source) {
    return run(
        source,
        identifier -> {
          throw new FormatException(
              "reference", "expected a pickle without references", PickleSource.AGAIN);
        });
  }

  private Item run() {
    for (int count = 0; running; count++) {
      if (count == MAX_INSTRUCTIONS) {
        throw source.error(
            String.format(
                Locale.ROOT, "expected at most %,d instructions, found more", MAX_INSTRUCTIONS),
            PickleSource.SAVE_WEIGHTS);
      }
      int code = source.u8();
      PickleOpcode.of(code)
          .orElseThrow(
              () ->
                  source.error(
                      "expected an instruction, found byte 0x%02x".formatted(code),
                      PickleSource.AGAIN))
          .run(this);
    }
    Item result = stack.pop();
    if (!stack.isEmpty()) {
      throw source.error("expected one value at the end, found more", PickleSource.AGAIN);
    }
    return result;
  }

  PickleSource source() {
    return source;
  }

  PickleStack stack() {
    return stack;
  }

  void stop() {
    running = false;
  }

  void remember(long number) {
    memo.put(number, stack.top());
  }

  long remembered() {
    return memo.size();
  }

  void recall(long number) {
    Item item = memo.get(number);
    if (item == null) {
      throw source.error(
          String.format(Locale.ROOT, "expected a value remembered as %,d, found none", number),
          PickleSource.AGAIN);
    }
    stack.push(item);
  }

  Item external(Item identifier) {
    List<Item> items =
        identifier instanceof Item.Sequence tuple ? tuple.items : List.of(identifier);
    return external.find(new PickleArguments("reference", items, source.texts()));
  }
}
