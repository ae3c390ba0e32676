package fovea.onednn.ffm;

/**
 * Copies a tensor into another layout or type; lanes of the destination that hold no element become
 * zero.
 */
public final class Reorder {
  private static final CFunction CREATE = CFunction.ofOneDnn("dnnl_reorder_primitive_desc_create");

  private Reorder() {}

  /** The copy. */
  public static PrimitiveDesc create(MemoryDesc source, MemoryDesc destination) {
    return PrimitiveDesc.create(
        CREATE,
        call ->
            call.object(source)
                .engine()
                .object(destination)
                .engine()
                .attributes(Attributes.standard()));
  }
}
