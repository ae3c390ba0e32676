package fovea.onednn.ffm;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.ffm.system.CFunction;
import fovea.onednn.ffm.system.NativeObject;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/**
 * A buffer as a primitive sees it: a descriptor and an address. The buffer belongs to the caller,
 * who keeps it alive and large enough ({@link MemoryDesc#size()}).
 */
public final class DnnlMemory extends NativeObject {
  private static final CFunction CREATE = CFunction.ofOneDnn("dnnl_memory_create");
  private static final CFunction DESTROY = CFunction.ofOneDnn("dnnl_memory_destroy");
  private static final CFunction MOVE = CFunction.ofOneDnn("dnnl_memory_set_data_handle");

  private final MemoryDesc desc;

  private DnnlMemory(long address, MemoryDesc desc) {
    super(address, DESTROY);
    this.desc = desc;
  }

  /** Describes what lies at a native address. */
  public static DnnlMemory of(MemoryDesc desc, long data) {
    try (var call = new CallArguments()) {
      MemorySegment result = call.result();
      call.object(desc).engine().address(data).check(CREATE);
      return new DnnlMemory(result.get(JAVA_LONG, 0), desc);
    }
  }

  /**
   * Describes a native segment.
   *
   * @throws IllegalArgumentException if the segment is too small, or on the heap
   */
  public static DnnlMemory of(MemoryDesc desc, MemorySegment data) {
    if (!data.isNative() || data.byteSize() < desc.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s needs a native segment of %d bytes, this one is %s.",
              desc,
              desc.size(),
              data));
    }
    return of(desc, data.address());
  }

  public MemoryDesc desc() {
    return desc;
  }

  /**
   * Makes this the description of the same kind of data elsewhere; for whoever runs with it next.
   */
  public void moveTo(long data) {
    Status status = Status.of(MOVE.call(address(), data));
    if (status != Status.SUCCESS) {
      throw new DnnlException(MOVE.name(), status, desc);
    }
  }

  @Override
  public String toString() {
    return desc.toString();
  }
}
