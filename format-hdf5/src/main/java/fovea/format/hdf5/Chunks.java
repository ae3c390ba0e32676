package fovea.format.hdf5;

import fovea.format.FormatException;
import io.jhdf.AbstractNode;
import io.jhdf.ObjectHeader;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Arrays in pieces, possibly compressed: put together here, since jHDF inflates as much as a piece
 * claims. Knows gzip and the shuffling of bytes before it, which is what Python's h5py offers
 * everywhere.
 */
final class Chunks {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final long MOST_CHUNKS = 1_000_000;

  /** What all arrays of a file may add up to; trained weights hardly shrink at all. */
  private long budget;

  /** For a file of so many bytes. */
  Chunks(long fileSize) {
    this.budget = (64L << 20) + 32 * fileSize;
  }

  /**
   * All elements of {@code dataset} in order.
   *
   * @param bytes the size that type and shape ask for
   * @throws FormatException if that is not what the pieces hold
   */
  MemorySegment read(ChunkedDataset dataset, long bytes) {
    budget -= bytes;
    if (budget < 0 || bytes > Integer.MAX_VALUE - 8) {
      throw error("expected arrays that fit into memory, found a claim of %,d bytes", bytes);
    }
    Grid grid = new Grid(dataset);
    if (grid.pieces() > MOST_CHUNKS || grid.pieceBytes() > Math.max(1L << 20, 4 * bytes)) {
      throw error("expected pieces of a usual size, found some of %,d bytes", grid.pieceBytes());
    }
    List<FilterInfo> filters = filters(dataset);
    byte[] all = new byte[(int) bytes];
    do {
      ByteBuffer encoded = dataset.getRawChunkBuffer(grid.corner());
      grid.copy(decode(encoded, filters, (int) grid.pieceBytes()), all);
    } while (grid.next());
    return MemorySegment.ofArray(all);
  }

  private static List<FilterInfo> filters(ChunkedDataset dataset) {
    if (!(dataset instanceof AbstractNode node)) {
      return List.of();
    }
    ObjectHeader header = node.getHeader();
    return header.hasMessageOfType(FilterPipelineMessage.class)
        ? header.getMessageOfType(FilterPipelineMessage.class).getFilters()
        : List.of();
  }

  private static byte[] decode(ByteBuffer encoded, List<FilterInfo> filters, int bytes) {
    byte[] data = new byte[encoded.remaining()];
    encoded.get(data);
    for (FilterInfo filter : filters.reversed()) {
      data =
          switch (filter.getId()) {
            case DEFLATE -> inflate(data, bytes);
            case SHUFFLE -> unshuffle(data, filter.getData());
            default ->
                throw new FormatException(
                    "data",
                    "expected gzip compression or none, found " + Hdf5.excerpt(filter.getName()),
                    "Save the file without compression");
          };
    }
    if (data.length != bytes) {
      throw error("expected a piece of other than %,d bytes", data.length);
    }
    return data;
  }

  private static byte[] inflate(byte[] data, int bytes) {
    byte[] inflated = new byte[bytes];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data);
      int length = inflater.inflate(inflated);
      if (length < bytes || inflater.inflate(new byte[1]) > 0) {
        throw error("expected pieces that unpack to %,d bytes, found more or less", bytes);
      }
      return inflated;
    } catch (DataFormatException e) {
      throw error("expected pieces of %,d bytes in gzip's format, found something else", bytes);
    } finally {
      inflater.end();
    }
  }

  /** First bytes of all elements, then second ones …: turned back into elements. */
  private static byte[] unshuffle(byte[] data, int[] settings) {
    int size = settings.length == 0 ? 1 : settings[0];
    if (size < 1 || size > data.length) {
      throw error("expected elements of a usual size, found %,d bytes", size);
    }
    int count = data.length / size;
    byte[] elements = Arrays.copyOf(data, data.length);
    for (int i = 0; i < count; i++) {
      for (int b = 0; b < size; b++) {
        elements[i * size + b] = data[b * count + i];
      }
    }
    return elements;
  }

  static FormatException error(String problem, long number) {
    return new FormatException("data", String.format(Locale.ROOT, problem, number), Hdf5.AGAIN);
  }
}
