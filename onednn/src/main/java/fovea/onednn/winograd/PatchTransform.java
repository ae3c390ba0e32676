package fovea.onednn.winograd;

import static fovea.onednn.code.Register.RAX;
import static fovea.onednn.code.Register.RBX;
import static fovea.onednn.code.Register.RCX;
import static fovea.onednn.code.Register.RDX;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.code.Address;
import fovea.onednn.code.Assembler;
import fovea.onednn.code.Placement;
import fovea.onednn.code.Register;
import fovea.onednn.code.Routine;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.MachineCode;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * From a row of patches of a picture, one for each tile, to their factors, 16 channels at a time.
 */
record PatchTransform(Patches patches, Vectors vectors) implements Routine {
  private static final Register[] ROWS = {
    Register.R8, Register.R9, Register.R10, Register.R11, RBX, Register.R12
  };
  private static final Register FACTORS = RDX;

  /** Bytes from the first tile of the row to the one at work. */
  private static final Register X = RAX;

  @Override
  public MachineCode code() {
    Assembler to = new Assembler(vectors);
    TileCode tile = new TileCode(to, vectors, patches.matrix());
    Register[] arguments = Arrays.copyOf(ROWS, patches.size() + 1);
    arguments[patches.size()] = FACTORS;
    tile.begin(arguments);
    to.move(X, 0);
    for (Tiling.Run run : patches.runs()) {
      to.loop(
          RCX,
          run.count(),
          () -> {
            tile.eachVector(channel -> tile(tile, run.columns(), channel));
            to.add(X, Math.toIntExact(step() * patches.placement().pixel()));
            to.add(FACTORS, Math.toIntExact(patches.factors().row()));
          });
    }
    tile.end();
    return MachineCode.of("winograd patches", to.bytes());
  }

  private void tile(TileCode tile, Columns columns, int channel) {
    DataType type = patches.tiling().type();
    long pixel = patches.placement().pixel();
    int size = patches.tiling().method().tile();
    tile.multiply(
        columns,
        size,
        size,
        (into, row, column) ->
            tile.load(
                type,
                into,
                Address.of(ROWS[row], X, column * pixel + (long) channel * type.bytes())),
        (row, column, factor) ->
            tile.store(
                type, Address.of(FACTORS, patches.factors().at(row, column, channel)), factor));
  }

  private int step() {
    return patches.tiling().method().step();
  }

  /**
   * Makes the transform of some rows of tiles ready to run.
   *
   * @param source all pictures
   * @param zeros a row of them
   * @param factors where those of the first of these rows begin
   */
  Runnable bind(
      MachineCode code,
      Bands bands,
      MemorySegment source,
      MemorySegment zeros,
      MemorySegment factors) {
    Tiling tiling = patches.tiling();
    Placement from = patches.placement();
    int rows = tiling.rows();
    Factors laid = patches.factors();
    long step = tiling.columns() * laid.row();
    int height = patches.shape().dim(2);
    long border = patches.left() * from.pixel();
    return new Rows(
        bands.count(),
        patches.shape().dim(1) / Placement.BLOCK,
        (item, block, arguments) -> {
          long band = bands.first() + item;
          long picture = band / rows;
          long top = band % rows * step() - patches.top();
          long start = source.address() + picture * from.picture() + block * from.block();
          for (int i = 0; i < patches.size(); i++) {
            long y = top + i;
            boolean within = y >= 0 && y < height;
            long row = within ? start + y * from.row() : zeros.address();
            arguments.setAtIndex(JAVA_LONG, i, row - border);
          }
          long to = item * step + laid.at(0, 0, block * Placement.BLOCK);
          arguments.setAtIndex(JAVA_LONG, patches.size(), factors.address() + to);
          code.run(arguments);
        });
  }
}
