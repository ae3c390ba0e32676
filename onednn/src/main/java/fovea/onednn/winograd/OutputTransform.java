package fovea.onednn.winograd;

import static fovea.onednn.code.Register.RAX;
import static fovea.onednn.code.Register.RBX;
import static fovea.onednn.code.Register.RCX;
import static fovea.onednn.code.Register.RDI;
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
    tile.begin();
    finish
        .limits()
        .ifPresent(
            limits -> {
              to.fill(low(tile), limits.low(), RAX);
              to.fill(high(tile), limits.high(), RAX);
            });
    for (int i = 0; i < ROWS.length; i++) {
      to.load(ROWS[i], Address.of(RDI, (long) i * Long.BYTES));
    }
    to.load(PRODUCTS, argument(0));
    to.load(BIAS, argument(1));
    to.load(SUMMAND_X, argument(2));
    to.move(X, 0);
    for (Tiling.Run run : tiling.writing()) {
      to.loop(
          RCX,
          run.count(),
          () -> {
            for (int lane = 0; lane < Placement.BLOCK; lane += vectors.lanes()) {
              tile(to, tile, run, lane * Float.BYTES);
            }
            int step = Math.toIntExact(Winograd.STEP * tiling.target().pixel());
            to.add(X, step);
            to.add(SUMMAND_X, step);
            to.add(PRODUCTS, Math.toIntExact(tiling.outputFactors().row()));
          });
    }
    tile.end();
    return MachineCode.of("winograd output", to.bytes());
  }

  private static Address argument(int index) {
    return Address.of(RDI, (long) (ROWS.length + index) * Long.BYTES);
  }

  private static VectorRegister low(TileCode tile) {
    return tile.free(0);
  }

  private static VectorRegister high(TileCode tile) {
    return tile.free(1);
  }

  private void tile(Assembler to, TileCode tile, Tiling.Run run, int lane) {
    long stride = tiling.outputFactors().stride();
    for (int x = 0; x < Winograd.TILE; x++) {
      int column = x;
      for (int y = 0; y < Winograd.TILE; y++) {
        to.load(
            TileCode.input(y), Address.of(PRODUCTS, (y * Winograd.TILE + column) * stride + lane));
      }
      tile.multiply(
          0, Winograd.TILE, height, (row, result) -> to.store(tile.kept(row, column), result));
    }
    for (int y = 0; y < height; y++) {
      Register row = ROWS[y];
      for (int x = 0; x < Winograd.TILE; x++) {
        to.load(TileCode.input(x), tile.kept(y, x));
      }
      tile.multiply(
          0,
          Winograd.TILE,
          run.end(),
          (x, result) -> {
            long at = x * tiling.target().pixel() + lane;
            VectorRegister finished =
                finished(to, tile, result, Address.of(BIAS, lane), Address.of(row, SUMMAND_X, at));
            to.store(Address.of(row, X, at), finished);
          });
    }
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
