package fovea.onednn.ffm;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.ffm.system.CFunction;
import fovea.onednn.ffm.system.NativeObject;
import java.lang.foreign.MemorySegment;

/**
 * A computation with its code. It is made for the number of threads that the creating thread's
 * OpenMP team has, so it must be made on the thread that will run it.
 */
public final class Primitive extends NativeObject {
  private static final CFunction CREATE = CFunction.ofOneDnn("dnnl_primitive_create");
  private static final CFunction DESTROY = CFunction.ofOneDnn("dnnl_primitive_destroy");

  private final PrimitiveDesc desc;

  private Primitive(long address, PrimitiveDesc desc) {
    super(address, DESTROY);
    this.desc = desc;
  }

  static Primitive of(PrimitiveDesc desc) {
    try (var call = new CallArguments()) {
      MemorySegment result = call.result();
      call.object(desc).check(CREATE);
      return new Primitive(result.get(JAVA_LONG, 0), desc);
    }
  }

  /** Returns the descriptor: layouts, scratchpad, implementation. */
  public PrimitiveDesc desc() {
    return desc;
  }

  @Override
  public String toString() {
    return desc.toString();
  }
}
