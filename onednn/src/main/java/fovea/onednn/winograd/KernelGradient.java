package fovea.onednn.winograd;

import static fovea.onednn.code.Register.RCX;
import static fovea.onednn.code.Register.RDX;
import static fovea.onednn.code.Register.RSI;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.Placement;
import fovea.onednn.code.Register;
import fovea.onednn.code.Routine;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.MemorySegment;

/**
 * From the gradient of transformed kernels {@code [products, c, k]} to that of the weight {@code
 * [k, c, 3, 3]}.
 *
 * @param outputs k
 * @param inputs c
 * @param copies of the gradient of the transformed kernels, one after the other, to be added up
 * @param blocked whether that lies in blocks, {@code [products, k / 16, c / 16, 16, 16]}, not in
 *     rows
 */
record KernelGradient(
    Winograd method, int outputs, int inputs, int copies, boolean blocked, Vectors vectors)
    implements Routine {
  private static final Register TRANSFORMED = RSI;
  private static final Register GRADIENT = RDX;

  /** Bytes of a row of a block. */
  private static final int BLOCK_ROW = Placement.BLOCK * Float.BYTES;

  /** Of the gradient of the transformed kernels; in blocks it takes as much. */
  TransformedTiles transformed() {
    return new TransformedTiles(method, DataType.F32, inputs, outputs);
  }

  @Override
  public MachineCode code() {
    Assembler to = new Assembler(vectors);
    TileCode tile = new TileCode(to, vectors, Winograd.transposed(method.weight(false)));
    tile.begin(TRANSFORMED, GRADIENT);
    to.loop(
        RCX,
        Placement.BLOCK,
        () -> {
          tile.eachVector(channel -> kernel(tile, to, channel));
          to.add(TRANSFORMED, Math.toIntExact(blocked ? BLOCK_ROW : transformed().row()));
          to.add(GRADIENT, Placement.BLOCK * Float.BYTES);
        });
    tile.end();
    return MachineCode.of("winograd kernel gradient", to.bytes());
  }

  private void kernel(TileCode tile, Assembler to, int channel) {
    tile.multiply(
        tile.columns(),
        WeightTransform.KERNEL,
        WeightTransform.KERNEL,
        (into, row, column) -> {
          long at = transformed().at(row, column, channel);
          to.load(into, Address.of(TRANSFORMED, at));
          for (int copy = 1; copy < copies; copy++) {
            to.add(into, into, Address.of(TRANSFORMED, at + copy * transformed().bytes()));
          }
        },
        (row, column, result) -> {
          long element = WeightTransform.element(row, column, channel);
          to.store(Address.of(GRADIENT, element * Float.BYTES), result);
        });
  }

  /**
   * Makes the transform ready to run.
   *
   * @param transformed their gradient
   * @param gradient of the weight, in blocks of 16 by 16 with {@code k} innermost
   */
  Runnable bind(MachineCode code, MemorySegment transformed, MemorySegment gradient) {
    int across = outputs / Placement.BLOCK;
    int down = inputs / Placement.BLOCK;
    return new Rows(
        down,
        across,
        (row, column, arguments) -> {
          long block = (long) column * down + row;
          long rows = row * Placement.BLOCK * transformed().row() + (long) column * BLOCK_ROW;
          long from = blocked ? block * Placement.BLOCK * BLOCK_ROW : rows;
          long to = block * WeightTransform.BLOCK_ELEMENTS;
          arguments.setAtIndex(JAVA_LONG, 0, transformed.address() + from);
          arguments.setAtIndex(JAVA_LONG, 1, gradient.address() + to * Float.BYTES);
          code.run(arguments);
        });
  }
}
