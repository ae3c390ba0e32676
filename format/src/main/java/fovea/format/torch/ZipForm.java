package fovea.format.torch;

import fovea.format.FormatException;
import fovea.format.torch.container.Budget;
import fovea.format.torch.container.PickleSource;
import fovea.format.torch.container.ZipDirectory;
import fovea.format.torch.container.ZipMember;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The form of PyTorch 1.6 and later: a zip file with a pickle, {@code data.pkl}, and an entry for
 * each storage, {@code data/KEY}, all in one folder.
 */
final class ZipForm {

  private static final String PICKLE = "data.pkl";
  private static final long MAX_PICKLE = 1L << 28;

  /** What may be unpacked beyond twenty times the size of the file. */
  private static final long FREE_INFLATED = 1L << 26;

  private final Map<String, ZipMember> entries = new HashMap<>();
  private final Map<String, MemorySegment> storages = new HashMap<>();
  private final Budget inflated;
  private final String folder;
  private final long fileBytes;

  private ZipForm(MemorySegment file) {
    List<ZipMember> all = ZipDirectory.read(file);
    all.forEach(entry -> entries.put(entry.name(), entry));
    this.fileBytes = file.byteSize();
    this.inflated = new Budget("compressed entries", FREE_INFLATED + 20 * fileBytes);
    this.folder = folder(all);
  }

  static TorchValue read(MemorySegment file) {
    return new ZipForm(file).content();
  }

  private static String folder(List<ZipMember> entries) {
    List<String> folders =
        entries.stream()
            .map(ZipMember::name)
            .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
            .map(name -> name.substring(0, name.length() - PICKLE.length()))
            .toList();
    if (folders.size() != 1) {
      throw new FormatException(
          "zip file",
          String.format(Locale.ROOT, "expected one entry %s, found %d", PICKLE, folders.size()),
          "This is no file of torch.save; check the path");
    }
    return folders.getFirst();
  }

  private TorchValue content() {
    if (entries.containsKey(folder + "constants.pkl")) {
      throw new FormatException(
          "zip file",
          "expected saved weights, found a TorchScript program",
          "Load it in Python with torch.jit.load and save its state_dict()");
    }
    MemorySegment pickle = content(PICKLE);
    if (pickle.byteSize() > MAX_PICKLE) {
      throw new FormatException(
          PICKLE,
          String.format(
              Locale.ROOT, "expected at most %,d bytes, found %,d", MAX_PICKLE, pickle.byteSize()),
          PickleSource.SAVE_WEIGHTS);
    }
    Item root = PickleMachine.run(new PickleSource(pickle, PICKLE), TensorFunctions::storage);
    var reader =
        new Storages(
            key -> storages.computeIfAbsent(key, name -> content("data/" + name)),
            order(),
            fileBytes);
    return new Freezer(reader).freeze(root);
  }

  private ByteOrder order() {
    String name = "byteorder";
    if (!entries.containsKey(folder + name)) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    MemorySegment content = content(name);
    String order =
        content.byteSize() > 16
            ? "a longer text"
            : new String(content.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
    return switch (order) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw new FormatException(
              name,
              "expected little or big, found " + FormatException.excerpt(order),
              PickleSource.AGAIN);
    };
  }

  private MemorySegment content(String name) {
    ZipMember entry = entries.get(folder + name);
    if (entry == null) {
      throw new FormatException(
          "entry " + FormatException.excerpt(name),
          "expected it in the zip file, found none",
          PickleSource.AGAIN);
    }
    return entry.content(inflated);
  }
}
