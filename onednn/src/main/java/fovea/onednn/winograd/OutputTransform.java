package fovea.onednn.winograd;

import static fovea.onednn.code.Register.RAX;
import static fovea.onednn.code.Register.RBX;
import static fovea.onednn.code.Register.RCX;
import static fovea.onednn.code.Register.RDX;
import static fovea.onednn.code.Register.RSI;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.Elements;
import fovea.onednn.code.Epilogue;
import fovea.onednn.code.EpilogueCode;
import fovea.onednn.code.Register;
import fovea.onednn.code.Routine;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.system.MachineCode;
import java.util.Arrays;

/**
 * From the products of a row of tiles to results, 16 channels at a time.
 *
 * @param height rows of the results that are within the picture
 */
record OutputTransform(Tiling tiling, Epilogue epilogue, Vectors vectors, int height)
    implements Routine {
  private static final Register[] ROWS = {Register.R8, Register.R9, Register.R10, Register.R11};
  private static final Register PRODUCTS = RDX;
  private static final Register BIAS = RSI;

  /** Bytes from the first tile of the row to the one at work. */
  private static final Register X = RAX;

  /** The same and the way to the residual. */
  private static final Register SUMMAND_X = RBX;

  @Override
  public MachineCode code() {
    Assembler to = new Assembler(vectors);
    TileCode tile = new TileCode(to, vectors, tiling.method().output());
    tile.begin(arguments());
    EpilogueCode code =
        new EpilogueCode(
            epilogue, new Elements(to, tiling.type()), tile.free(0), tile.free(1), tile.free(2));
    code.limits(RAX);
    to.move(X, 0);
    for (Tiling.Run run : tiling.writing()) {
      to.loop(
          RCX,
          run.count(),
          () -> {
            tile.eachVector(channel -> tile(tile, run.columns(), code, channel));
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

  private void tile(TileCode tile, Columns columns, EpilogueCode code, int channel) {
    Elements elements = code.elements();
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
          Address residual = Address.of(ROWS[row], SUMMAND_X, column * pixel + bytes);
          elements.store(
              Address.of(ROWS[row], X, column * pixel + bytes),
              code.epilogue(TileCode.RESULT, result, bias, residual),
              TileCode.RESULT);
        });
  }
}
