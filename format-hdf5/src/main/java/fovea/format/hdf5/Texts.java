package fovea.format.hdf5;

import fovea.format.FormatException;
import io.jhdf.GlobalHeap;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.dataset.GlobalHeapId;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The texts of an attribute. Keras writes UTF-8 whatever HDF5's own mark says, which h5py sets to
 * ASCII for bytes; so the bytes are read here, not by jHDF, which would put a question mark for
 * each that is no ASCII.
 */
final class Texts {
  /** More than any model has layers. */
  private static final int MOST_TEXTS = 1 << 20;

  private final HdfFile file;
  private final Map<Long, GlobalHeap> heaps = new HashMap<>();

  Texts(HdfFile file) {
    this.file = file;
  }

  /** The texts, one or a list of them. */
  List<String> of(Attribute attribute) {
    if (attribute.isEmpty() || attribute.getSize() == 0) {
      return List.of(); // an empty list has no storage
    }
    ByteBuffer data = attribute.getBuffer().duplicate();
    return switch (attribute.getDataType()) {
      case StringData type -> fixed(data, type);
      case VariableLength type when type.isVariableLengthString() -> variable(data, type.getSize());
      default ->
          throw new FormatException(
              "attribute", "expected a text, found something else", Hdf5.AGAIN);
    };
  }

  private static List<String> fixed(ByteBuffer data, StringData type) {
    int size = type.getSize();
    List<String> texts = new ArrayList<>();
    while (size > 0 && data.remaining() >= size && texts.size() < MOST_TEXTS) {
      byte[] bytes = new byte[size];
      data.get(bytes);
      String text = decoded(bytes);
      boolean spaces = type.getPaddingType() == StringData.PaddingType.SPACE_PADDED;
      texts.add(spaces ? text.stripTrailing() : text);
    }
    return texts;
  }

  /** Texts of any length lie in heaps: a length, the address of a heap, and a number there. */
  private List<String> variable(ByteBuffer data, int size) {
    int addressSize = size - 2 * Integer.BYTES;
    List<String> texts = new ArrayList<>();
    data.order(ByteOrder.LITTLE_ENDIAN);
    while (addressSize > 0 && data.remaining() >= size && texts.size() < MOST_TEXTS) {
      int length = data.getInt();
      long address = addressSize == Long.BYTES ? data.getLong() : data.getInt();
      var place = new GlobalHeapId(address, data.getInt());
      texts.add(length == 0 ? "" : text(place, length));
    }
    return texts;
  }

  private String text(GlobalHeapId place, int length) {
    GlobalHeap heap =
        heaps.computeIfAbsent(
            place.getHeapAddress(),
            address -> new GlobalHeap(file.getHdfBackingStorage(), address));
    ByteBuffer content = heap.getObjectData(place.getIndex());
    byte[] bytes = new byte[Math.clamp(length, 0, content.remaining())];
    content.get(bytes);
    return decoded(bytes);
  }

  /** Up to the first zero, with which most fill up. */
  private static String decoded(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }
}
