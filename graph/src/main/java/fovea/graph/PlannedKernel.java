package fovea.graph;

import fovea.graph.type.Arithmetic;
import fovea.graph.type.DType;
import java.util.List;

/**
 * One kernel of a plan, and how much it has to do in a run.
 *
 * @param layer path of the layer that it belongs to, that of the forward pass for a gradient; empty
 *     outside of layers
 * @param part of the step that it belongs to
 * @param name of what it computes, such as {@code conv2d+relu}
 * @param implementation who computes it, such as {@code brg_conv_fwd:avx512_core} or {@code java}
 * @param types of what it reads and writes, as text
 * @param reads memory that it reads
 * @param writes memory that it writes
 * @param arithmetic how much it multiplies
 * @param reorder whether it only changes a layout
 * @param reason why the backend computes it this way, such as {@code a 1×1 kernel, not 3×3}; empty
 *     where it has no choice
 */
public record PlannedKernel(
    String layer,
    Part part,
    String name,
    String implementation,
    String types,
    Traffic reads,
    Traffic writes,
    Arithmetic arithmetic,
    boolean reorder,
    String reason) {

  /**
   * The implementation of what a backend has no kernel for: the plain loops of the reference, which
   * are slower by far.
   */
  public static final String REFERENCE = "reference";

  /** Parts of a step. */
  public enum Part {
    /** What the results depend on: the model's output, the loss. */
    FORWARD,
    /** What only the changes of variables depend on: gradients. */
    BACKWARD,
    /** What changes variables: optimizers, running statistics. */
    UPDATE
  }

  /**
   * Tensors in memory.
   *
   * @param layouts one for each tensor, such as {@code nchw}
   * @param dtypes of their elements, one for each tensor
   * @param bytes of all of them, padding included
   */
  public record Traffic(List<String> layouts, List<DType> dtypes, long bytes) {
    /** Copies the lists. */
    public Traffic {
      layouts = List.copyOf(layouts);
      dtypes = List.copyOf(dtypes);
    }
  }

  /** Products that it sums up; 0 for what memory bounds. */
  public long multiplyAdds() {
    return arithmetic.multiplyAdds();
  }

  /** Whether it runs on the reference loops, for want of a faster kernel. */
  public boolean slow() {
    return implementation.equals(REFERENCE);
  }

  /** Bytes that it reads and writes. */
  public long bytes() {
    return reads.bytes() + writes.bytes();
  }
}
