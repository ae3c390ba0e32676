package fovea.onednn.ffm.primitive;

import fovea.onednn.ffm.Coded;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.system.CFunction;

/** Reduces the axes that have size 1 in the destination. */
public final class ReductionPrimitive {
  private static final CFunction CREATE =
      CFunction.ofOneDnn("dnnl_reduction_primitive_desc_create");

  /** What becomes of the elements along a reduced axis. */
  public enum Algorithm implements Coded {
    MAX(0x2fff2),
    MIN(0x2fff3),
    SUM(0x2fff4),
    PRODUCT(0x2fff5),
    MEAN(0x2fff6);

    private final int code;

    Algorithm(int code) {
      this.code = code;
    }

    @Override
    public int code() {
      return code;
    }
  }

  private ReductionPrimitive() {}

  /** The reduced tensor. */
  public static PrimitiveDesc create(
      Algorithm algorithm, MemoryDesc source, MemoryDesc destination) {
    return PrimitiveDesc.create(
        CREATE,
        call ->
            call.engine()
                .code(algorithm)
                .object(source)
                .object(destination)
                .attributes(PrimitiveAttributes.standard()));
  }
}
