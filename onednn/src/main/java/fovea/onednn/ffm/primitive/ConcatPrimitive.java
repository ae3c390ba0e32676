package fovea.onednn.ffm.primitive;

import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.system.CFunction;
import java.util.List;

/** Joins tensors along an axis; executed with {@link Arg#source(int)}. */
public final class ConcatPrimitive {
  private static final CFunction CREATE = CFunction.ofOneDnn("dnnl_concat_primitive_desc_create");

  private ConcatPrimitive() {}

  /**
   * The joined tensor.
   *
   * @param destination may be {@link MemoryDesc#none()}: the layout then follows the sources
   */
  public static PrimitiveDesc create(int axis, List<MemoryDesc> sources, MemoryDesc destination) {
    return PrimitiveDesc.create(
        CREATE,
        call ->
            call.engine()
                .object(destination)
                .number(sources.size())
                .number(axis)
                .objects(sources)
                .attributes(PrimitiveAttributes.standard()));
  }
}
