package fovea.onednn.ffm.primitive;

import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.system.CFunction;
import java.util.List;

/** Weighted sum of tensors of one shape; executed with {@link Arg#source(int)}. */
public final class SumPrimitive {
  private static final CFunction CREATE = CFunction.ofOneDnn("dnnl_sum_primitive_desc_create");

  private SumPrimitive() {}

  /**
   * The sum of {@code weights[i] · sources[i]}; the destination may be the buffer of the first
   * source.
   */
  public static PrimitiveDesc create(
      float[] weights, List<MemoryDesc> sources, MemoryDesc destination) {
    return PrimitiveDesc.create(
        CREATE,
        call ->
            call.engine()
                .object(destination)
                .number(sources.size())
                .reals(weights)
                .objects(sources)
                .attributes(PrimitiveAttributes.standard()));
  }
}
