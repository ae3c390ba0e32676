package fovea.onednn.winograd;

import fovea.onednn.code.Placement;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.MemoryDesc;
import java.util.Arrays;

/**
 * How the factors of a weight lie, of which a product sums over the rows. Distances are in bytes.
 */
public sealed interface WeightFactors {
  Winograd method();

  /** All as matrices {@code [products, rows, channels]}. */
  MemoryDesc desc();

  /** Distance of the first channel of a row from the beginning. */
  long start(int row, int channel);

  /** Rows that lie together, as far as one is not to be told from the next by a distance. */
  int together();

  /** From so many rows to the next ones. */
  long step();

  /** From the first factor of a tile to that at another place, and to a channel of the same row. */
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
  static WeightFactors of(Factors rows, MemoryDesc wanted) {
    if (Pairs.describe(wanted)) {
      return Pairs.of(rows.method(), wanted);
    }
    return Panels.describe(wanted) ? Panels.of(rows.method(), wanted) : new Rows(rows);
  }

  /** Row by row. */
  record Rows(Factors factors) implements WeightFactors {
    @Override
    public Winograd method() {
      return factors.method();
    }

    @Override
    public MemoryDesc desc() {
      return factors.all();
    }

    @Override
    public long bytes() {
      return factors.bytes();
    }

    @Override
    public long start(int row, int channel) {
      return row * factors.row() + factors.at(0, 0, channel);
    }

    @Override
    public int together() {
      return 1;
    }

    @Override
    public long step() {
      return factors.row();
    }

    @Override
    public long at(int row, int column, int channel) {
      return factors.at(row, column, channel);
    }
  }

  /**
   * In panels of some channels, each of them row by row: a product takes a panel at a time and
   * finds it in memory without gaps, which counts where there are few tiles.
   *
   * @param block channels of a panel
   * @param factor distance from a factor to the next one of a tile
   * @param across distance from a panel to the next one
   */
  record Panels(Winograd method, MemoryDesc desc, int block, long factor, long across)
      implements WeightFactors {
    private static boolean describe(MemoryDesc desc) {
      long[] blocks = desc.innerBlocks();
      return desc.type() == DataType.F32
          && !desc.isPadded()
          && Arrays.equals(desc.innerAxes(), new long[] {1, 2})
          && blocks[1] % Placement.BLOCK == 0
          && desc.strides()[1] == blocks[0] * blocks[1];
    }

    private static Panels of(Winograd method, MemoryDesc desc) {
      long[] strides = desc.strides();
      return new Panels(
          method,
          desc,
          Math.toIntExact(desc.innerBlocks()[1]),
          strides[0] * Float.BYTES,
          strides[2] * Float.BYTES);
    }

    @Override
    public long start(int row, int channel) {
      return channel / block * across + row * step() + at(0, 0, channel % block);
    }

    @Override
    public int together() {
      return 1;
    }

    @Override
    public long step() {
      return (long) block * Float.BYTES;
    }

    @Override
    public long at(int row, int column, int channel) {
      return ((long) row * method.tile() + column) * factor + (long) channel * Float.BYTES;
    }
  }

  /**
   * In blocks of 32 rows and some channels, within which pairs of rows are interleaved: what the
   * instruction for bf16 multiplies and adds at once.
   *
   * @param block channels of a block
   * @param factor distance from a factor to the next one of a tile
   * @param down distance from a block of rows to the next one
   * @param across distance from a block of channels to the next one
   */
  record Pairs(Winograd method, MemoryDesc desc, int block, long factor, long down, long across)
      implements WeightFactors {
    private static final int TOGETHER = 2;
    private static final int PAIRS = 16;

    private static boolean describe(MemoryDesc desc) {
      long[] blocks = desc.innerBlocks();
      return desc.type() == DataType.BF16
          && !desc.isPadded()
          && Arrays.equals(desc.innerAxes(), new long[] {1, 2, 1})
          && blocks[0] == PAIRS
          && blocks[1] % Placement.BLOCK == 0
          && blocks[2] == TOGETHER;
    }

    private static Pairs of(Winograd method, MemoryDesc desc) {
      long[] strides = desc.strides();
      return new Pairs(
          method,
          desc,
          Math.toIntExact(desc.innerBlocks()[1]),
          strides[0] * Short.BYTES,
          strides[1] * Short.BYTES,
          strides[2] * Short.BYTES);
    }

    @Override
    public long start(int row, int channel) {
      int rows = PAIRS * TOGETHER;
      return row / rows * down
          + channel / block * across
          + row % rows / TOGETHER * step()
          + at(0, 0, channel % block);
    }

    @Override
    public int together() {
      return TOGETHER;
    }

    @Override
    public long step() {
      return at(0, 0, block);
    }

    @Override
    public long at(int row, int column, int channel) {
      return ((long) row * method.tile() + column) * factor
          + (long) channel * TOGETHER * Short.BYTES;
    }
  }
}
