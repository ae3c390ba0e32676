package fovea.onednn.ffm;

import java.util.List;

/** Joins tensors along an axis; executed with {@link Arg#source(int)}. */
public final class Concat {
  private static final CFunction CREATE = CFunction.ofOneDnn("dnnl_concat_primitive_desc_create");

  private Concat() {}

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
                .attributes(Attributes.standard()));
  }
}
