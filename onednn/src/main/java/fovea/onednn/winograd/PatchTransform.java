package fovea.onednn.winograd;

import static fovea.onednn.code.Register.RAX;
import static fovea.onednn.code.Register.RBX;
import static fovea.onednn.code.Register.RCX;
import static fovea.onednn.code.Register.RDX;
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
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * From a row of patches of a picture, one for each tile, to transformed tiles, 16 channels at a
 * time.
 *
 * @param into where transformed tiles go
 */
record PatchTransform(Patches patches, Into into, Vectors vectors) implements Routine {

  /** Where a transformed tile goes. */
  enum Into {
    /** Into a row of their own. */
    ROW,
    /** Into the lower halves of pairs, whose upper ones become zeros. */
    LOWER,
    /** Into the upper halves of pairs, whose lower ones stay. */
    UPPER
  }

  private static final Register[] ROWS = {
    Register.R8, Register.R9, Register.R10, Register.R11, RBX, Register.R12
  };
  private static final Register TRANSFORMED = RDX;

  /** Bytes from the first tile of the row to the one at work. */
  private static final Register X = RAX;

  @Override
  public MachineCode code() {
    Assembler to = new Assembler(vectors);
    TileCode tile = new TileCode(to, vectors, patches.matrix());
    Register[] arguments = Arrays.copyOf(ROWS, patches.size() + 1);
    arguments[patches.size()] = TRANSFORMED;
    tile.begin(arguments);
    to.move(X, 0);
    for (Tiling.Run run : patches.runs()) {
      to.loop(
          RCX,
          run.count(),
          () -> {
            tile.eachVector(channel -> tile(to, tile, run.columns(), channel));
            to.add(X, Math.toIntExact(step() * patches.placement().pixel()));
            to.add(TRANSFORMED, Math.toIntExact(tileBytes()));
          });
    }
    tile.end();
    return MachineCode.of("winograd patches", to.bytes());
  }

  private void tile(Assembler to, TileCode tile, Columns columns, int channel) {
    DataType type = patches.tiling().type();
    long pixel = patches.placement().pixel();
    int size = patches.tiling().method().tile();
    tile.multiply(
        columns,
        size,
        size,
        (register, row, column) ->
            new Elements(to, type)
                .load(
                    register,
                    Address.of(ROWS[row], X, column * pixel + (long) channel * type.bytes())),
        (row, column, element) -> store(to, row, column, channel, element));
  }

  private void store(Assembler to, int row, int column, int channel, VectorRegister element) {
    VectorRegister pair = TileCode.RESULT;
    switch (into) {
      case ROW -> {
        Address at = Address.of(TRANSFORMED, patches.transformed().at(row, column, channel));
        new Elements(to, patches.tiling().type()).store(at, element, pair);
      }
      case LOWER -> {
        to.round(pair, element);
        to.widen(pair, pair);
        to.store(Address.of(TRANSFORMED, patches.pairs().at(row, column)), pair);
      }
      case UPPER -> {
        Address at = Address.of(TRANSFORMED, patches.pairs().at(row, column));
        to.round(pair, element);
        to.widen(pair, pair);
        to.shiftLeft(pair, pair, Short.SIZE);
        to.or(pair, pair, at);
        to.store(at, pair);
      }
    }
  }

  /** Bytes from a transformed tile to the next one. */
  private long tileBytes() {
    return into == Into.ROW ? patches.transformed().row() : PairedTiles.PAIR;
  }

  private int step() {
    return patches.tiling().method().step();
  }

  /**
   * Makes the transform of some rows of tiles ready to run.
   *
   * @param source all pictures
   * @param zeros a row of them
   * @param transformed where those of the first of these rows begin
   */
  Runnable bind(
      MachineCode code,
      Bands bands,
      MemorySegment source,
      MemorySegment zeros,
      MemorySegment transformed) {
    TransformedTiles laid = patches.transformed();
    long step = patches.tiling().columns() * laid.row();
    return new Rows(
        bands.count(),
        blocks(),
        (item, block, arguments) -> {
          long to = item * step + laid.at(0, 0, block * Placement.BLOCK);
          read(bands.first() + item, block, source, zeros, arguments);
          run(code, transformed.address() + to, arguments);
        });
  }

  int blocks() {
    return patches.shape().dim(1) / Placement.BLOCK;
  }

  /** Puts the rows of a picture that a row of tiles reads into the arguments. */
  void read(
      long band, int block, MemorySegment source, MemorySegment zeros, MemorySegment arguments) {
    Placement from = patches.placement();
    int rows = patches.tiling().rows();
    int height = patches.shape().dim(2);
    long top = band % rows * step() - patches.top();
    long start = source.address() + band / rows * from.picture() + block * from.block();
    long border = patches.left() * from.pixel();
    for (int i = 0; i < patches.size(); i++) {
      long y = top + i;
      boolean within = y >= 0 && y < height;
      long row = within ? start + y * from.row() : zeros.address();
      arguments.setAtIndex(JAVA_LONG, i, row - border);
    }
  }

  /** Writes transformed tiles to an address. */
  void run(MachineCode code, long transformed, MemorySegment arguments) {
    arguments.setAtIndex(JAVA_LONG, patches.size(), transformed);
    code.run(arguments);
  }
}
