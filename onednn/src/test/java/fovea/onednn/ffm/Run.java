package fovea.onednn.ffm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** One run of a primitive on row-major arrays, whatever layouts it wants. */
public final class Run {
  private final PrimitiveDesc desc;
  private final Map<Arg, MemoryDesc> descs = new LinkedHashMap<>();
  private final Map<Arg, MemorySegment> buffers = new HashMap<>();

  public Run(PrimitiveDesc desc) {
    this.desc = desc;
    if (!desc.scratchpad().isNone()) {
      give(Arg.SCRATCHPAD, desc.scratchpad(), Packing.garbage(desc.scratchpad()));
    }
  }

  /** An input of the layout that the primitive wants. */
  public Run in(Arg arg, float[] values) {
    return in(arg, desc.argument(arg), values);
  }

  public Run in(Arg arg, MemoryDesc layout, float[] values) {
    return give(arg, layout, Packing.pack(layout, values));
  }

  /** An output of the layout that the primitive wants, full of garbage before. */
  public Run out(Arg arg) {
    MemoryDesc layout = desc.argument(arg);
    return give(arg, layout, Packing.garbage(layout));
  }

  /** A buffer as it is, for what has no meaning outside and for working in place. */
  public Run give(Arg arg, MemoryDesc layout, MemorySegment buffer) {
    descs.put(arg, layout);
    buffers.put(arg, buffer);
    return this;
  }

  public Run run() {
    var memories = new LinkedHashMap<Arg, DnnlMemory>();
    descs.forEach((arg, layout) -> memories.put(arg, DnnlMemory.of(layout, buffers.get(arg))));
    DnnlStream stream = DnnlStream.create();
    new Execution(desc.compile(), stream, memories).run();
    stream.await();
    return this;
  }

  /** The buffer of an argument. */
  public MemorySegment buffer(Arg arg) {
    return buffers.get(arg);
  }

  /** The elements of an output; fails if its padding is not zero. */
  public float[] get(Arg arg) {
    MemoryDesc layout = descs.get(arg);
    assertTrue(
        Packing.paddingIsZero(layout, buffers.get(arg)),
        () -> "padding of " + layout + " is not zero after " + desc);
    return Packing.unpack(layout, buffers.get(arg));
  }
}
