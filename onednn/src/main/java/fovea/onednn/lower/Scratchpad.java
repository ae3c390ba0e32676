package fovea.onednn.lower;

import fovea.graph.type.DType;
import fovea.graph.type.Layout;
import java.lang.foreign.MemorySegment;

/** Bytes of no meaning outside of one call. */
record Scratchpad(long bytes) implements Layout {
  @Override
  public String name() {
    return "scratchpad";
  }

  @Override
  public DType dtype() {
    return DType.U8;
  }

  @Override
  public void unpack(MemorySegment from, MemorySegment plain) {
    throw new IllegalStateException("a scratchpad holds no tensor");
  }

  @Override
  public void pack(MemorySegment plain, MemorySegment to) {
    throw new IllegalStateException("a scratchpad holds no tensor");
  }
}
