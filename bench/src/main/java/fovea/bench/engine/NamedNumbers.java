package fovea.bench.engine;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * An array by which processes tell each other weights and results.
 *
 * @param shape outermost dimension first
 * @param values row by row
 */
// Carried, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record NamedNumbers(long[] shape, float[] values) {

  /** What is done with an array of a file. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Takes one array.
     *
     * @param name of the array
     * @param shape outermost dimension first
     * @param values off-heap floats in native order, used again for the next array
     */
    void visit(String name, long[] shape, ByteBuffer values);
  }

  /** A single number. */
  public static NamedNumbers of(float value) {
    return new NamedNumbers(new long[0], new float[] {value});
  }

  /** Writes arrays to a file. */
  public static void write(Path file, SequencedMap<String, NamedNumbers> arrays) {
    try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)))) {
      out.writeInt(arrays.size());
      for (var array : arrays.entrySet()) {
        out.writeUTF(array.getKey());
        out.writeInt(array.getValue().shape.length);
        for (long dim : array.getValue().shape) {
          out.writeLong(dim);
        }
        float[] values = array.getValue().values;
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads all arrays of a file. */
  public static SequencedMap<String, NamedNumbers> read(Path file) {
    SequencedMap<String, NamedNumbers> arrays = new LinkedHashMap<>();
    visit(
        file,
        (name, shape, bytes) -> {
          float[] values = new float[bytes.remaining() / 4];
          bytes.asFloatBuffer().get(values);
          arrays.put(name, new NamedNumbers(shape, values));
        });
    return arrays;
  }

  /**
   * Visits the arrays of a file one after the other. It is not mapped and nothing large gets on the
   * heap, for both would count as memory of the engine that reads its weights.
   */
  public static void visit(Path file, Visitor visitor) {
    try (FileChannel channel = FileChannel.open(file);
        DataInputStream in = new DataInputStream(Channels.newInputStream(channel))) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(0);
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        String name = in.readUTF();
        long[] shape = new long[in.readInt()];
        int bytes = Float.BYTES;
        for (int d = 0; d < shape.length; d++) {
          shape[d] = in.readLong();
          bytes = Math.toIntExact(bytes * shape[d]);
        }
        if (bytes > buffer.capacity()) {
          buffer = ByteBuffer.allocateDirect(bytes);
        }
        fill(buffer.clear().limit(bytes), channel);
        visitor.visit(name, shape, buffer.flip().order(ByteOrder.nativeOrder()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(ByteBuffer bytes, FileChannel channel) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the file ends within an array");
      }
    }
  }
}
