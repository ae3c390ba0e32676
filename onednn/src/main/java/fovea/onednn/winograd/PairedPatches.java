package fovea.onednn.winograd;

import fovea.onednn.code.Routine;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.system.MachineCode;
import fovea.onednn.winograd.PatchTransform.Into;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;

/**
 * From two rows of patches, one below the other, to pairs of transformed tiles: first those of the
 * upper row, then, as long as these are in the cache, those of the lower one between them.
 */
record PairedPatches(Patches patches, Vectors vectors) {

  /**
   * Makes the transform of some rows of tiles ready to run.
   *
   * @param source all pictures
   * @param zeros a row of them
   * @param transformed where those of the first of these rows begin
   * @param codes makes the code of routines, or knows it already
   */
  Runnable bind(
      Bands bands,
      MemorySegment source,
      MemorySegment zeros,
      MemorySegment transformed,
      Function<Routine, MachineCode> codes) {
    PatchTransform first = new PatchTransform(patches, Into.LOWER, vectors);
    PatchTransform second = new PatchTransform(patches, Into.UPPER, vectors);
    MachineCode lower = codes.apply(first);
    MachineCode upper = codes.apply(second);
    long step = (long) patches.tiling().columns() * PairedTiles.PAIR;
    int distance = patches.pairs().block();
    return new Rows(
        Math.ceilDiv(bands.count(), 2),
        first.blocks(),
        (item, block, arguments) -> {
          long to = transformed.address() + item * step + (long) block * distance;
          long band = bands.first() + 2 * item;
          first.read(band, block, source, zeros, arguments);
          first.run(lower, to, arguments);
          if (2 * item + 1 < bands.count()) {
            second.read(band + 1, block, source, zeros, arguments);
            second.run(upper, to, arguments);
          }
        });
  }
}
