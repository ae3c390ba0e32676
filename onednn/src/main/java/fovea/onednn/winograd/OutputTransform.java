package fovea.onednn.winograd;

import static fovea.onednn.code.Register.RAX;
import static fovea.onednn.code.Register.RBX;
import static fovea.onednn.code.Register.RCX;
import static fovea.onednn.code.Register.RDX;
import static fovea.onednn.code.Register.RSI;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.Elements;
import fovea.onednn.code.Finish;
import fovea.onednn.code.FinishCode;
import fovea.onednn.code.Register;
import fovea.onednn.code.Routine;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.MachineCode;
import java.util.Arrays;

/**
 * From the products of a row of tiles to results, 16 channels at a time.
 *
 * @param height rows of the results that are within the picture
 */
record OutputTransform(Tiling tiling, Finish finish, Vectors vectors, int height)
    implements Routine {
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
    TileCode tile = new TileCode(to, vectors, tiling.method().output());
    tile.begin(arguments());
    FinishCode finishing =
        new FinishCode(
            finish, new Elements(to, tiling.type()), tile.free(0), tile.free(1), tile.free(2));
    finishing.limits(RAX);
    to.move(X, 0);
    for (Tiling.Run run : tiling.writing()) {
      to.loop(
          RCX,
          run.count(),
          () -> {
            tile.eachVector(channel -> tile(tile, run.columns(), finishing, channel));
            int step = Math.toIntExact(tiling.method().step() * tiling.target().pixel());
            to.add(X, step);
            to.add(SUMMAND_X, step);
            to.add(PRODUCTS, Math.toIntExact(tiling.products().row()));
          });
    }
    tile.end();
    return MachineCode.of("winograd output", to.bytes());
  }

  private Register[] arguments() {
    int step = tiling.method().step();
    Register[] arguments = Arrays.copyOf(ROWS, step + 3);
    arguments[step] = PRODUCTS;
    arguments[step + 1] = BIAS;
    arguments[step + 2] = SUMMAND_X;
    return arguments;
  }

  private void tile(TileCode tile, Columns columns, FinishCode finishing, int channel) {
    Elements elements = finishing.elements();
    long pixel = tiling.target().pixel();
    long bytes = (long) channel * tiling.type().bytes();
    tile.multiply(
        tile.columns(),
        height,
        columns.end(),
        (into, row, column) ->
            elements
                .to()
                .load(into, Address.of(PRODUCTS, tiling.products().at(row, column, channel))),
        (row, column, result) -> {
          Address bias = Address.of(BIAS, (long) channel * Float.BYTES);
          Address summand = Address.of(ROWS[row], SUMMAND_X, column * pixel + bytes);
          elements.store(
              Address.of(ROWS[row], X, column * pixel + bytes),
              finishing.finish(TileCode.RESULT, result, bias, summand),
              TileCode.RESULT);
        });
  }
}
