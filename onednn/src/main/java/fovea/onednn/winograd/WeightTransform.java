package fovea.onednn.winograd;

import static fovea.onednn.code.Register.RCX;
import static fovea.onednn.code.Register.RDX;
import static fovea.onednn.code.Register.RSI;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.Register;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.MachineCode;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;

/**
 * From a weight {@code [k, c, 3, 3]} to its factors {@code [36, c, k]}; for the gradient of the
 * input to those of the turned kernels, {@code [36, k, c]}.
 *
 * @param outputs k
 * @param inputs c
 * @param turned whether it is for the gradient
 */
public record WeightTransform(int outputs, int inputs, boolean turned, Vectors vectors)
    implements Transform {
  /** Rows, and columns, of a kernel. */
  static final int KERNEL = 3;

  private static final int BLOCK = Placement.BLOCK;

  /** Bytes from an element of a kernel to the next one, in a block of 16 by 16. */
  static final long ELEMENT = (long) BLOCK * BLOCK * Float.BYTES;

  /** Bytes from a block of kernels to the next one. */
  static final long BLOCKS = KERNEL * KERNEL * ELEMENT;

  private static final Register SOURCE = RSI;
  private static final Register FACTORS = RDX;

  /** Where the channels that are together in a vector must lie: the result's of a convolution. */
  public String layout() {
    return turned ? "OIhw16o16i" : "OIhw16i16o";
  }

  /** Channels that are summed over: rows of the factors. */
  private int rows() {
    return turned ? outputs : inputs;
  }

  private int columns() {
    return turned ? inputs : outputs;
  }

  private Factors factors() {
    return new Factors(rows(), columns());
  }

  /** How much the factors take. */
  public long bytes() {
    return factors().bytes();
  }

  /** The name in plans. */
  public String implementation() {
    return Winograd.label(vectors);
  }

  @Override
  public MachineCode code() {
    Assembler to = new Assembler(vectors);
    TileCode tile = new TileCode(to, vectors, Winograd.weight(turned));
    tile.begin(SOURCE, FACTORS);
    to.loop(
        RCX,
        BLOCK,
        () -> {
          tile.eachVector(lane -> kernel(tile, to, lane));
          to.add(SOURCE, BLOCK * Float.BYTES);
          to.add(FACTORS, Math.toIntExact(factors().row()));
        });
    tile.end();
    return MachineCode.of("winograd weight", to.bytes());
  }

  private void kernel(TileCode tile, Assembler to, int lane) {
    long stride = factors().stride();
    tile.multiply(
        tile.columns(),
        Winograd.TILE,
        Winograd.TILE,
        (row, column) -> Address.of(SOURCE, (row * KERNEL + column) * ELEMENT + lane),
        (row, column, factor) -> {
          long index = (long) row * Winograd.TILE + column;
          to.store(Address.of(FACTORS, index * stride + lane), factor);
        });
  }

  /**
   * Makes the transform ready to run.
   *
   * @param weight in {@link #layout()}
   * @param factors {@link #bytes()}
   * @param codes makes the code of transforms, or knows it already
   */
  public Runnable bind(
      MemorySegment weight, MemorySegment factors, Function<Transform, MachineCode> codes) {
    MachineCode code = codes.apply(this);
    int across = columns() / BLOCK;
    int down = rows() / BLOCK;
    return new Rows(
        down,
        across,
        (row, column, arguments) -> {
          long block = turned ? row * across + column : (long) column * down + row;
          long from = block * BLOCKS;
          long to = row * BLOCK * factors().row() + (long) column * BLOCK * Float.BYTES;
          arguments.setAtIndex(JAVA_LONG, 0, weight.address() + from);
          arguments.setAtIndex(JAVA_LONG, 1, factors.address() + to);
          code.run(arguments);
        });
  }
}
