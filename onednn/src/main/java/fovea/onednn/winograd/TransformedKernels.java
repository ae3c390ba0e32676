package fovea.onednn.winograd;

import fovea.onednn.code.Placement;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.MemoryDesc;
import java.util.Arrays;

/**
 * How the transformed kernels lie, of which a product sums over the rows. Distances are in bytes.
 */
public sealed interface TransformedKernels {
  Winograd method();

  /** All as matrices {@code [products, rows, channels]}. */
  MemoryDesc desc();

  /** Distance of the first channel of a row from the beginning. */
  long start(int row, int channel);

  /** Rows that lie together, as far as one is not to be told from the next by a distance. */
  int together();

  /** From so many rows to the next ones. */
  long step();

  /**
   * From the first element of a tile to that at another place, and to a channel of the same row.
   */
  long at(int row, int column, int channel);

  /** How much they take. */
  default long bytes() {
    return desc().size();
  }

  /**
   * As a product wants them, if that is something that can be written here; else row by row.
   *
   * @param wanted by the product
   */
  static TransformedKernels of(TransformedTiles rows, MemoryDesc wanted) {
    return Blocks.describe(wanted) ? Blocks.of(rows.method(), wanted) : new Rows(rows);
  }

  /** Row by row. */
  record Rows(TransformedTiles transformed) implements TransformedKernels {
    @Override
    public Winograd method() {
      return transformed.method();
    }

    @Override
    public MemoryDesc desc() {
      return transformed.all();
    }

    @Override
    public long bytes() {
      return transformed.bytes();
    }

    @Override
    public long start(int row, int channel) {
      return row * transformed.row() + transformed.at(0, 0, channel);
    }

    @Override
    public int together() {
      return 1;
    }

    @Override
    public long step() {
      return transformed.row();
    }

    @Override
    public long at(int row, int column, int channel) {
      return transformed.at(row, column, channel);
    }
  }

  /**
   * In blocks of some rows and some channels, as products take them: they find them in memory
   * without gaps, which counts where there are few tiles. In bf16 pairs of rows are interleaved
   * within a block: what the instruction multiplies and adds at once.
   *
   * @param rows of a block
   * @param block channels of a block
   * @param together rows that are interleaved: two of bf16, one of f32
   * @param element distance from an element to the next one of a tile
   * @param down distance from a block of rows to the next one
   * @param across distance from a block of channels to the next one
   */
  record Blocks(
      Winograd method,
      MemoryDesc desc,
      int rows,
      int block,
      int together,
      long element,
      long down,
      long across)
      implements TransformedKernels {
    private static final int PAIR = 2;

    /**
     * Kernels are transformed in blocks of 16 rows and channels, each of which lies in one here.
     */
    private static boolean describe(MemoryDesc desc) {
      long[] blocks = desc.innerBlocks();
      long[] axes = desc.innerAxes();
      boolean single = desc.type() == DataType.F32 && Arrays.equals(axes, new long[] {1, 2});
      boolean pairs =
          desc.type() == DataType.BF16
              && Arrays.equals(axes, new long[] {1, 2, 1})
              && blocks[2] == PAIR;
      return (single || pairs)
          && !desc.isPadded()
          && blocks[0] % Placement.BLOCK == 0
          && blocks[1] % Placement.BLOCK == 0;
    }

    private static Blocks of(Winograd method, MemoryDesc desc) {
      long[] blocks = desc.innerBlocks();
      int together = desc.type() == DataType.BF16 ? PAIR : 1;
      int element = desc.type().bytes();
      long[] strides = desc.strides();
      return new Blocks(
          method,
          desc,
          Math.toIntExact(blocks[0] * together),
          Math.toIntExact(blocks[1]),
          together,
          strides[0] * element,
          strides[1] * element,
          strides[2] * element);
    }

    @Override
    public long start(int row, int channel) {
      return row / rows * down
          + channel / block * across
          + row % rows / together * step()
          + at(0, 0, channel % block);
    }

    @Override
    public long step() {
      return at(0, 0, block);
    }

    @Override
    public long at(int row, int column, int channel) {
      // One row of f32 takes as much as two of bf16 together.
      return ((long) row * method.tile() + column) * element + (long) channel * Float.BYTES;
    }
  }
}
