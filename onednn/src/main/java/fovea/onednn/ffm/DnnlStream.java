package fovea.onednn.ffm;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.ffm.system.CFunction;
import fovea.onednn.ffm.system.NativeObject;
import java.lang.foreign.MemorySegment;

/** The queue that primitives are submitted to; on the CPU they run at once, in order. */
public final class DnnlStream extends NativeObject {
  private static final CFunction CREATE = CFunction.ofOneDnn("dnnl_stream_create");
  private static final CFunction DESTROY = CFunction.ofOneDnn("dnnl_stream_destroy");
  private static final CFunction WAIT = CFunction.ofOneDnn("dnnl_stream_wait");
  private static final int IN_ORDER = 1;

  private DnnlStream(long address) {
    super(address, DESTROY);
  }

  /** Makes a stream on the CPU engine. */
  public static DnnlStream create() {
    try (var call = new CallArguments()) {
      MemorySegment result = call.result();
      call.engine().number(IN_ORDER).check(CREATE);
      return new DnnlStream(result.get(JAVA_LONG, 0));
    }
  }

  /** Waits until all that was submitted is done; called once at the end of a plan. */
  public void await() {
    Status status = Status.of(WAIT.call(address()));
    if (status != Status.SUCCESS) {
      throw new DnnlException(WAIT.name(), status, "a CPU stream");
    }
  }
}
