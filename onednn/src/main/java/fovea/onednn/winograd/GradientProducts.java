package fovea.onednn.winograd;

import fovea.onednn.code.Routine;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.Function;

/** How transformed tiles are made, multiplied and summed up, group by group. */
sealed interface GradientProducts permits RowProducts, PairedProducts {

  /**
   * The way for a type: pairs for bf16, which are multiplied as they lie; rows for f32, and where
   * the bias's gradient is wanted, which is the sum of rows.
   */
  static GradientProducts of(Tiling tiling, boolean bias, Vectors vectors) {
    return tiling.type() == DataType.BF16 && !bias
        ? new PairedProducts(tiling, vectors)
        : new RowProducts(tiling, vectors);
  }

  /** Bytes of the transformed tiles of the input. */
  long inputBytes();

  /** Bytes of those of the upstream gradient. */
  long upstreamBytes();

  /** Bytes that are needed beside them; at least one. */
  long padBytes();

  /** Whether sums come out in blocks; see {@link KernelGradient}. */
  boolean blocked();

  /** The name in plans. */
  String implementation();

  /**
   * The memory that a group uses.
   *
   * @param source the input
   * @param upstream the gradient of the result
   * @param zeros a row of them
   * @param inputTiles of the group
   * @param upstreamTiles of the group
   * @param sums the gradient of transformed kernels, or a part of it
   * @param pad {@link #padBytes()}
   */
  record Memory(
      MemorySegment source,
      MemorySegment upstream,
      MemorySegment zeros,
      MemorySegment inputTiles,
      MemorySegment upstreamTiles,
      MemorySegment sums,
      MemorySegment pad) {}

  /** Makes the work on a group ready to run. */
  List<Runnable> bind(Grouping.Turn turn, Memory at, Function<Routine, MachineCode> codes);
}
