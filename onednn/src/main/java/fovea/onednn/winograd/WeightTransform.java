package fovea.onednn.winograd;

import static fovea.onednn.code.Register.RCX;
import static fovea.onednn.code.Register.RDX;
import static fovea.onednn.code.Register.RSI;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.Elements;
import fovea.onednn.code.Placement;
import fovea.onednn.code.Register;
import fovea.onednn.code.Routine;
import fovea.onednn.code.VectorRegister;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Function;

/**
 * From a weight {@code [k, c, 3, 3]} to its transformed kernels {@code [products, c, k]}; for the
 * gradient of the input to those of the rotated kernels, {@code [products, k, c]}.
 *
 * @param transformed where they go
 * @param type of the weight's elements
 * @param rotated whether it is for the gradient
 */
public record WeightTransform(
    TransformedKernels transformed, DataType type, boolean rotated, Vectors vectors)
    implements Routine {
  /** Rows, and columns, of a kernel. */
  static final int KERNEL = 3;

  private static final int BLOCK = Placement.BLOCK;

  /** Elements of a block of kernels. */
  static final long BLOCK_ELEMENTS = (long) KERNEL * KERNEL * BLOCK * BLOCK;

  private static final Register SOURCE = RSI;
  private static final Register TRANSFORMED = RDX;

  /** Where an element of the first kernels of a block is, counted in elements. */
  static long element(int row, int column, int channel) {
    return ((long) row * KERNEL + column) * BLOCK * BLOCK + channel;
  }

  /** How the weight must lie: so that the channels of results are together in a vector. */
  public MemoryDesc source() {
    long inputs = rows();
    long outputs = columns();
    return rotated
        ? MemoryDesc.of(type, FormatTag.OIHW16O16I, inputs, outputs, KERNEL, KERNEL)
        : MemoryDesc.of(type, FormatTag.OIHW16I16O, outputs, inputs, KERNEL, KERNEL);
  }

  /** Channels that are summed over. */
  private int rows() {
    return Math.toIntExact(transformed.desc().dims()[1]);
  }

  private int columns() {
    return Math.toIntExact(transformed.desc().dims()[2]);
  }

  /** How much the transformed kernels take. */
  public long bytes() {
    return transformed.bytes();
  }

  /** The name in plans. */
  public String implementation() {
    return transformed.method().label(vectors);
  }

  @Override
  public MachineCode code() {
    Assembler to = new Assembler(vectors);
    TileCode tile = new TileCode(to, vectors, transformed.method().weight(rotated));
    tile.begin(SOURCE, TRANSFORMED);
    to.loop(
        RCX,
        BLOCK / transformed.together(),
        () -> {
          for (int row = 0; row < transformed.together(); row++) {
            boolean first = row == 0;
            tile.eachVector(channel -> kernel(tile, to, channel, first));
            to.add(SOURCE, BLOCK * type.bytes());
          }
          to.add(TRANSFORMED, Math.toIntExact(transformed.step()));
        });
    tile.end();
    return MachineCode.of("winograd weight", to.bytes());
  }

  /**
   * Transforms a vector of kernels.
   *
   * @param first whether they are the first ones of those rows that lie together
   */
  private void kernel(TileCode tile, Assembler to, int channel, boolean first) {
    int size = transformed.method().tile();
    tile.multiply(
        tile.columns(),
        size,
        size,
        (into, row, column) ->
            new Elements(to, type)
                .load(into, Address.of(SOURCE, element(row, column, channel) * type.bytes())),
        (row, column, element) -> {
          Address at = Address.of(TRANSFORMED, transformed.at(row, column, channel));
          if (transformed.together() == 1) {
            new Elements(to, transformed.desc().type()).store(at, element, TileCode.RESULT);
          } else {
            Address aside = tile.aside(row, column);
            interleave(to, element, aside, first ? Optional.empty() : Optional.of(at));
          }
        });
  }

  /**
   * The first of a pair of bf16 is the lower half of 32 bits, the second one the upper half.
   *
   * @param aside where the first ones wait for the second ones: the transformed kernels lie so that
   *     writing them twice would find them out of the cache
   * @param at where both go, when they are the second ones
   */
  private static void interleave(
      Assembler to, VectorRegister element, Address aside, Optional<Address> at) {
    VectorRegister result = TileCode.RESULT;
    to.round(result, element);
    to.widen(result, result);
    if (at.isPresent()) {
      to.shiftLeft(result, result, Short.SIZE);
      to.or(result, result, aside);
    }
    to.store(at.orElse(aside), result);
  }

  /**
   * Makes the transform ready to run.
   *
   * @param weight as {@link #source()} says
   * @param at its transformed kernels
   * @param codes makes the code of transforms, or knows it already
   */
  public Runnable bind(
      MemorySegment weight, MemorySegment at, Function<Routine, MachineCode> codes) {
    MachineCode code = codes.apply(this);
    int across = columns() / BLOCK;
    int down = rows() / BLOCK;
    long block = BLOCK_ELEMENTS * type.bytes();
    return new Rows(
        down,
        across,
        (row, column, arguments) -> {
          long from = block * (rotated ? row * across + column : (long) column * down + row);
          long to = transformed.start(Math.toIntExact(row) * BLOCK, column * BLOCK);
          arguments.setAtIndex(JAVA_LONG, 0, weight.address() + from);
          arguments.setAtIndex(JAVA_LONG, 1, at.address() + to);
          code.run(arguments);
        });
  }
}
