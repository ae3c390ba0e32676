package fovea.similar;

import fovea.format.ArrayDType;
import fovea.format.AtomicFile;
import fovea.format.FormatException;
import fovea.format.MappedFile;
import fovea.format.NamedArray;
import fovea.format.Safetensors;
import fovea.graph.type.BFloat16;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Writes an index, picture by picture. Vectors go to the disk at once; the memory of the process
 * holds names and labels alone.
 *
 * <p>The file is a safetensors file: {@code vectors [n, dimension]}, {@code labels [n]}, -1 for
 * none, and {@code names}, UTF-8, with the end of each in {@code name_ends [n]}.
 */
public final class IndexWriter implements AutoCloseable {
  static final String CARD = "fovea_index";
  static final String VECTORS = "vectors";
  static final String LABELS = "labels";
  static final String NAMES = "names";
  static final String NAME_ENDS = "name_ends";

  private static final int BUFFER = 1 << 20;

  private final Path file;
  private final IndexCard card;
  private final VectorType type;
  private final ByteBuffer row;
  private final int dimension;
  private final Path rows;
  private final OutputStream out;
  private final GrowingBytes names = new GrowingBytes();
  private final GrowingBytes nameEnds = new GrowingBytes();
  private final GrowingBytes labels = new GrowingBytes();
  private int size;

  /**
   * Begins an index.
   *
   * @param file whose folder must exist; it is there, whole, after {@link #finish}
   * @param dimension number of elements of each vector
   * @throws FormatException if there is no place to write to
   */
  public IndexWriter(Path file, IndexCard card, int dimension, VectorType type) {
    this.file = file;
    this.card = card;
    this.type = type;
    this.dimension = dimension;
    this.row =
        ByteBuffer.allocate(dimension * type.stored().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    this.rows = AtomicFile.temporaryBeside(file.toAbsolutePath());
    try {
      this.out = new BufferedOutputStream(Files.newOutputStream(rows), BUFFER);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Adds a picture.
   *
   * @param name of its file, or another by which it is found again
   * @param label index of its class; -1 for none
   * @param vector of the length 1
   * @throws FormatException if it cannot be written
   */
  public void add(String name, int label, float[] vector) {
    row.clear();
    for (int i = 0; i < dimension; i++) {
      switch (type) {
        case F32 -> row.putFloat(vector[i]);
        case BF16 -> row.putShort(BFloat16.of(vector[i]));
      }
    }
    try {
      out.write(row.array());
    } catch (IOException e) {
      throw unwritable(e);
    }
    names.append(name.getBytes(StandardCharsets.UTF_8));
    nameEnds.appendLong(names.size());
    labels.appendInt(label);
    size++;
  }

  /** Number of pictures so far. */
  public int size() {
    return size;
  }

  /**
   * Writes the index, atomically.
   *
   * @throws FormatException if there are no pictures, or it cannot be written
   */
  public void finish() {
    if (size == 0) {
      throw new FormatException(
          file.toString(), "expected pictures for an index, found none", "Give it some");
    }
    try (Arena arena = Arena.ofConfined()) {
      out.close();
      MemorySegment vectors = MappedFile.map(rows, "vectors", arena);
      SequencedMap<String, String> metadata = new LinkedHashMap<>();
      metadata.put(CARD, card.text());
      long count = size;
      new Safetensors(
              List.of(
                  new NamedArray(VECTORS, type.stored(), List.of(count, (long) dimension), vectors),
                  new NamedArray(LABELS, ArrayDType.I32, List.of(count), labels.segment()),
                  new NamedArray(NAME_ENDS, ArrayDType.I64, List.of(count), nameEnds.segment()),
                  new NamedArray(NAMES, ArrayDType.U8, List.of(names.size()), names.segment())),
              metadata)
          .write(file);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Removes what is only needed on the way. */
  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException _) {
      // What was not written is removed now.
    }
    try {
      Files.deleteIfExists(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FormatException unwritable(IOException e) {
    return new FormatException(
        file.toString(),
        "cannot be written: " + e,
        "Choose a folder that is there and has room, then try again");
  }
}
