package fovea.onednn.weightgradient;

import fovea.onednn.code.Placement;
import fovea.onednn.code.Routine;
import fovea.onednn.ffm.system.MachineCode;
import fovea.onednn.ffm.system.OpenMp;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Products of matrices whose pixels are paired from the start: of {@code [inputs / 16, pairs, 16,
 * 2]} and {@code [outputs / 16, pairs, 16, 2]}, bf16, summed over all pixels to {@code [outputs /
 * 16, inputs / 16, 16, 16]}, f32, the last axis that of outputs.
 *
 * @param count how many
 * @param pairs that are summed over
 * @param inputs channels of the first matrix
 * @param outputs channels of the second matrix
 */
public record PairProducts(int count, int pairs, int inputs, int outputs) {

  /**
   * Matrices in memory.
   *
   * @param memory where the first one begins
   * @param stride bytes from one to the next
   * @param block bytes from a block of channels to the next one
   */
  public record Matrices(MemorySegment memory, long stride, int block) {
    private Operand operand(int index, int channels) {
      return new PairedPixels(channels / Placement.BLOCK, block, memory.asSlice(index * stride));
    }
  }

  /**
   * Makes them ready to run on as many threads as the calling one has.
   *
   * @param into where the first product goes
   * @param stride bytes from one to the next
   * @param adds whether they are added to what is there
   * @param codes makes the code of routines, or knows it already
   */
  public Runnable bind(
      Matrices first,
      Matrices second,
      MemorySegment into,
      long stride,
      boolean adds,
      Function<Routine, MachineCode> codes) {
    PairMemory none = new PairMemory(MemorySegment.NULL, MemorySegment.NULL);
    List<Runnable> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Operand a = first.operand(i, inputs);
      Operand b = second.operand(i, outputs);
      int columns = Math.ceilDiv(b.rows(), OuterProducts.MOST_COLUMNS);
      Shares.Share whole = Shares.one(new Shares.Whole(pairs, a.rows(), columns));
      MemorySegment to = into.asSlice(i * stride);
      all.add(new GradientShare(a, b, whole, none, to, adds, codes).bind());
    }
    return OpenMp.atOnce(all);
  }
}
