package fovea.onednn.winograd;

import static fovea.onednn.code.Register.RAX;
import static fovea.onednn.code.Register.RBX;
import static fovea.onednn.code.Register.RCX;
import static fovea.onednn.code.Register.RDX;
import static fovea.onednn.code.Register.RSI;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.Register;
import fovea.onednn.code.VectorRegister;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.MachineCode;

/**
 * From the products of a row of tiles to results, 16 channels at a time.
 *
 * @param height rows of the results that are within the picture
 */
record OutputTransform(Tiling tiling, Finish finish, Vectors vectors, int height)
    implements Transform {
  private static final Register[] ROWS = {Register.R8, Register.R9, Register.R10, Register.R11};
  private static final Register PRODUCTS = RDX;
  private static final Register BIAS = RSI;

  /** Bytes from the first tile of the row to the one at work. */
  private static final Register X = RAX;

  /** The same and the way to the summand. */
  private static final Register SUMMAND_X = RBX;

  @Override
  public MachineCode code() {
    Assembler to = new Assembler(vectors);
    TileCode tile = new TileCode(to, vectors, Winograd.OUTPUT);
    tile.begin(ROWS[0], ROWS[1], ROWS[2], ROWS[3], PRODUCTS, BIAS, SUMMAND_X);
    finish
        .limits()
        .ifPresent(
            limits -> {
              to.fill(low(tile), limits.low(), RAX);
              to.fill(high(tile), limits.high(), RAX);
            });
    to.move(X, 0);
    for (Tiling.Run run : tiling.writing()) {
      to.loop(
          RCX,
          run.count(),
          () -> {
            tile.eachVector(lane -> tile(tile, run.columns(), to, lane));
            int step = Math.toIntExact(Winograd.STEP * tiling.target().pixel());
            to.add(X, step);
            to.add(SUMMAND_X, step);
            to.add(PRODUCTS, Math.toIntExact(tiling.outputFactors().row()));
          });
    }
    tile.end();
    return MachineCode.of("winograd output", to.bytes());
  }

  private static VectorRegister low(TileCode tile) {
    return tile.free(0);
  }

  private static VectorRegister high(TileCode tile) {
    return tile.free(1);
  }

  private void tile(TileCode tile, Columns columns, Assembler to, int lane) {
    long pixel = tiling.target().pixel();
    long stride = tiling.outputFactors().stride();
    tile.multiply(
        tile.columns(),
        height,
        columns.end(),
        (row, column) -> {
          long index = (long) row * Winograd.TILE + column;
          return Address.of(PRODUCTS, index * stride + lane);
        },
        (row, column, result) -> {
          Address bias = Address.of(BIAS, lane);
          Address summand = Address.of(ROWS[row], SUMMAND_X, column * pixel + lane);
          to.store(
              Address.of(ROWS[row], X, column * pixel + lane),
              finished(to, tile, result, bias, summand));
        });
  }

  private VectorRegister finished(
      Assembler to, TileCode tile, VectorRegister result, Address bias, Address summand) {
    VectorRegister finished = result;
    if (finish.bias()) {
      to.add(TileCode.RESULT, finished, bias);
      finished = TileCode.RESULT;
    }
    if (finish.summand()) {
      to.add(TileCode.RESULT, finished, summand);
      finished = TileCode.RESULT;
    }
    if (finish.limits().isPresent()) {
      // The second operand is what stays where there is no number.
      to.max(TileCode.RESULT, low(tile), finished);
      finished = TileCode.RESULT;
    }
    if (finish.limits().filter(Finish.Limits::upwards).isPresent()) {
      to.min(TileCode.RESULT, high(tile), finished);
    }
    return finished;
  }
}
