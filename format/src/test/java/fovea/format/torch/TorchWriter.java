package fovea.format.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes small files of {@code torch.save} in its three forms. */
final class TorchWriter {

  /** A storage: the name of its class, and its bytes. */
  record Storage(String type, int elementBytes, byte[] bytes) {

    long elements() {
      return bytes.length / elementBytes;
    }
  }

  /** A tensor: a view of a storage. */
  record View(String name, int storage, long offset, List<Long> shape, List<Long> strides) {}

  private TorchWriter() {}

  static Storage floats(float... values) {
    var buffer = little(values.length * Float.BYTES);
    for (float value : values) {
      buffer.putFloat(value);
    }
    return new Storage("FloatStorage", Float.BYTES, buffer.array());
  }

  static Storage longs(long... values) {
    var buffer = little(values.length * Long.BYTES);
    Arrays.stream(values).forEach(buffer::putLong);
    return new Storage("LongStorage", Long.BYTES, buffer.array());
  }

  static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Storages numbered from 0. */
  static Map<Integer, Storage> storages(Storage... storages) {
    var numbered = new LinkedHashMap<Integer, Storage>();
    for (Storage storage : storages) {
      numbered.put(numbered.size(), storage);
    }
    return numbered;
  }

  static byte[] zip(Map<Integer, Storage> storages, View... views) {
    return zip(pickle(storages, false, views), storages).end();
  }

  /** The entries of a zip file, whose pickle may be of any kind. */
  static ZipWriter zip(byte[] pickle, Map<Integer, Storage> storages) {
    var zip =
        new ZipWriter()
            .stored("sample/data.pkl", pickle)
            .stored("sample/byteorder", ascii("little"))
            .stored("sample/version", ascii("3\n"));
    storages.forEach((key, storage) -> zip.stored("sample/data/" + key, storage.bytes));
    return zip;
  }

  static byte[] legacy(Map<Integer, Storage> storages, View... views) {
    var used = new LinkedHashMap<>(storages);
    used.keySet().retainAll(Arrays.stream(views).map(View::storage).toList());
    return legacy(pickle(storages, true, views), used);
  }

  static byte[] legacy(byte[] pickle, Map<Integer, Storage> storages) {
    var out = new ByteArrayOutputStream();
    byte[] magic = {
      0x6C, (byte) 0xFC, (byte) 0x9C, 0x46, (byte) 0xF9, 0x20, 0x6A, (byte) 0xA8, 0x50, 0x19
    };
    out.writeBytes(PickleWriter.begin().op(0x8A, magic.length).raw(magic).end());
    out.writeBytes(PickleWriter.begin().whole(1001).end());
    out.writeBytes(PickleWriter.begin().raw("}").text("little_endian").op(0x88).raw("s").end());
    out.writeBytes(pickle);
    var keys = PickleWriter.begin().raw("](");
    storages.keySet().forEach(key -> keys.text(Integer.toString(key)));
    out.writeBytes(keys.raw("e").end());
    storages
        .values()
        .forEach(
            storage -> {
              out.writeBytes(little(Long.BYTES).putLong(storage.elements()).array());
              out.writeBytes(storage.bytes);
            });
    return out.toByteArray();
  }

  /** A state dict in a pickle. */
  static byte[] pickle(Map<Integer, Storage> storages, boolean legacy, View... views) {
    var pickle = PickleWriter.begin().orderedDict().raw("(");
    for (View view : views) {
      tensor(pickle.text(view.name), view, storages, legacy);
    }
    return pickle.raw("u").end();
  }

  /** Pushes a tensor. */
  static PickleWriter tensor(
      PickleWriter pickle, View view, Map<Integer, Storage> storages, boolean legacy) {
    pickle.global("torch._utils", "_rebuild_tensor_v2").raw("(");
    storage(pickle, view.storage, storages.get(view.storage), legacy);
    return pickle
        .whole(view.offset)
        .wholes(view.shape)
        .wholes(view.strides)
        .op(0x89)
        .orderedDict()
        .raw("tR");
  }

  /** Pushes a storage. */
  static PickleWriter storage(PickleWriter pickle, int key, Storage storage, boolean legacy) {
    return pickle
        .raw("(")
        .text("storage")
        .global("torch", storage.type)
        .text(Integer.toString(key))
        .text("cpu")
        .whole(storage.elements())
        .raw(legacy ? "NtQ" : "tQ");
  }

  /** The tar form; the numbers of tensors follow those of storages. */
  static byte[] tar(Map<Integer, Storage> storages, View... views) {
    var storageEntry = new PickleWriter().raw(PickleWriter.begin().whole(storages.size()).end());
    storages.forEach(
        (key, storage) ->
            storageEntry
                .raw(
                    PickleWriter.begin()
                        .raw("(")
                        .whole(key)
                        .text("cpu")
                        .global("torch", storage.type)
                        .raw("t")
                        .end())
                .int64(storage.elements())
                .raw(storage.bytes));
    storageEntry.raw(PickleWriter.begin().raw("]").end());
    var tensors = new PickleWriter().raw(PickleWriter.begin().whole(views.length).end());
    var pickle = PickleWriter.begin().orderedDict().raw("(");
    int number = storages.size();
    for (View view : views) {
      tensors.raw(
          PickleWriter.begin()
              .raw("(")
              .whole(number)
              .whole(view.storage)
              .global("torch", storages.get(view.storage).type.replace("Storage", "Tensor"))
              .raw("t")
              .end());
      tensors.int32(view.shape.size()).int32(0);
      view.shape.forEach(tensors::int64);
      view.strides.forEach(tensors::int64);
      tensors.int64(view.offset);
      pickle.text(view.name).text(Integer.toString(number++)).raw("Q");
    }
    var out = new ByteArrayOutputStream();
    tarEntry(out, "sys_info", PickleWriter.begin().raw("}").end());
    tarEntry(out, "pickle", pickle.raw("u").end());
    tarEntry(out, "tensors", tensors.bytes());
    tarEntry(out, "storages", storageEntry.bytes());
    out.writeBytes(new byte[1024]);
    return out.toByteArray();
  }

  private static void tarEntry(ByteArrayOutputStream out, String name, byte[] content) {
    var header = ByteBuffer.allocate(512);
    header.put(0, ascii(name));
    header.put(124, ascii("%011o".formatted(content.length)));
    header.put(156, ascii("0"));
    header.put(257, ascii("ustar"));
    out.writeBytes(header.array());
    out.writeBytes(Arrays.copyOf(content, Math.ceilDiv(content.length, 512) * 512));
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
