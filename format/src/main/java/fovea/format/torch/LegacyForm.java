package fovea.format.torch;

import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.torch.container.PickleSource;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The form of PyTorch 0.2 to 1.5: a magic number, a version, sizes of C's types, the content and a
 * list of keys, each a pickle; then the storages in the order of that list.
 */
final class LegacyForm {

  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long VERSION = 1001;

  /** How a pickle begins that is worth a message of its own. */
  private static final String PICKLES = "\u0080Lc(}]";

  private final PickleSource source;
  private final long fileBytes;
  private final Map<String, ArrayDType> types = new HashMap<>();
  private final Map<String, MemorySegment> storages = new HashMap<>();

  private LegacyForm(MemorySegment file) {
    this.source = new PickleSource(file, "pickles");
    this.fileBytes = file.byteSize();
  }

  static TorchValue read(MemorySegment file) {
    return new LegacyForm(file).content(file);
  }

  private TorchValue content(MemorySegment file) {
    requireMagic(file);
    if (!(PickleMachine.run(source) instanceof Item.Constant(TorchValue.Whole version))
        || version.toLong() != VERSION) {
      throw source.error(
          String.format(Locale.ROOT, "expected version %d, found another", VERSION),
          "Save the file again with a newer PyTorch");
    }
    // Sizes of C's types and the order of bytes on the machine that wrote; the storages are
    // little-endian whatever it says.
    PickleMachine.run(source);
    Item root = PickleMachine.run(source, this::storage);
    readStorages();
    return new Freezer(new Storages(this::found, ByteOrder.LITTLE_ENDIAN, fileBytes)).freeze(root);
  }

  private void requireMagic(MemorySegment file) {
    boolean isPickle =
        file.byteSize() > 0 && PICKLES.indexOf(file.get(ValueLayout.JAVA_BYTE, 0) & 0xFF) >= 0;
    if (!isPickle
        || !(PickleMachine.run(source) instanceof Item.Constant(TorchValue.Whole(var number)))
        || !number.equals(MAGIC)) {
      throw new FormatException(
          "first bytes",
          "expected a file of torch.save (zip, stream of pickles or tar), found another kind",
          "Check the path, or get the file again");
    }
  }

  private Item storage(PickleArguments identifier) {
    if (identifier.text(0).equals("module")) {
      // The class of a whole saved model, which the machine has refused before this.
      throw identifier.error("expected weights, found a class");
    }
    Item.Storage root = TensorFunctions.storage(identifier);
    ArrayDType type = root.type().orElse(ArrayDType.U8);
    ArrayDType known = types.putIfAbsent(root.key(), type);
    if (known != null && known != type) {
      throw identifier.error("expected one type for a storage, found two");
    }
    if (identifier.count() < 6 || !(identifier.item(5) instanceof Item.Sequence view)) {
      return root;
    }
    var numbers = new PickleArguments("view", view.items, identifier.copies());
    long begin = TensorFunctions.bytes(numbers.whole(1), type);
    long bytes = TensorFunctions.bytes(numbers.whole(2), type);
    if (begin > root.bytes() || bytes > root.bytes() - begin) {
      throw identifier.error("expected a view inside its storage, found one beyond");
    }
    return new Item.Storage(root.key(), root.type(), begin, bytes);
  }

  private void readStorages() {
    if (!(PickleMachine.run(source) instanceof Item.Sequence keys)) {
      throw source.error("expected the list of storages, found another value", PickleSource.AGAIN);
    }
    var names = new PickleArguments("list of storages", keys.items, source.texts());
    for (int i = 0; i < names.count(); i++) {
      String key = names.text(i);
      ArrayDType type = types.get(key);
      if (type == null) {
        throw source.error(
            "expected a storage that a tensor uses, found " + FormatException.excerpt(key),
            PickleSource.AGAIN);
      }
      storages.put(key, source.slice(TensorFunctions.bytes(source.i64(), type)));
    }
  }

  private MemorySegment found(String key) {
    MemorySegment found = storages.get(key);
    if (found == null) {
      throw new FormatException(
          "storage " + FormatException.excerpt(key),
          "expected it in the file, found none",
          PickleSource.AGAIN);
    }
    return found;
  }
}
