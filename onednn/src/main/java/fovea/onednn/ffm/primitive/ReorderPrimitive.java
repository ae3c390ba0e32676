package fovea.onednn.ffm.primitive;

import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.system.CFunction;

/**
 * Copies a tensor into another layout or type; lanes of the destination that hold no element become
 * zero.
 */
public final class ReorderPrimitive {
  private static final CFunction CREATE = CFunction.ofOneDnn("dnnl_reorder_primitive_desc_create");

  private ReorderPrimitive() {}

  /** The copy. */
  public static PrimitiveDesc create(MemoryDesc source, MemoryDesc destination) {
    return PrimitiveDesc.create(
        CREATE,
        call ->
            call.object(source)
                .engine()
                .object(destination)
                .engine()
                .attributes(PrimitiveAttributes.standard()));
  }
}
