package fovea.onednn.lower;

import fovea.graph.type.DType;
import fovea.graph.type.Layout;
import fovea.graph.type.TensorType;
import fovea.onednn.ffm.MemoryDesc;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * A layout that oneDNN has chosen: permuted, cut into blocks, padded.
 *
 * @param type what is stored
 * @param desc how; its axes may be more than the type's, as those of grouped weights are
 */
public record BlockedLayout(TensorType type, MemoryDesc desc) implements Layout {

  /** The layout of {@code desc}: the plain one if it is row-major. */
  public static Layout of(TensorType type, MemoryDesc desc) {
    boolean plain = desc.isPlain() && !desc.isPadded() && rowMajor(desc);
    return plain ? Layout.plain(type) : new BlockedLayout(type, desc);
  }

  @Override
  public String name() {
    return desc.layout();
  }

  @Override
  public DType dtype() {
    return type.dtype();
  }

  @Override
  public long bytes() {
    return desc.size();
  }

  @Override
  public void unpack(MemorySegment from, MemorySegment plain) {
    walk((at, index) -> move(from, at, plain, index));
  }

  @Override
  public void pack(MemorySegment plain, MemorySegment to) {
    to.fill((byte) 0);
    walk((at, index) -> move(plain, index, to, at));
  }

  private interface Visitor {
    void visit(long blocked, long plain);
  }

  private void move(MemorySegment from, long source, MemorySegment to, long target) {
    if (type.dtype().bytes() == 2) {
      to.setAtIndex(
          ValueLayout.JAVA_SHORT_UNALIGNED,
          target,
          from.getAtIndex(ValueLayout.JAVA_SHORT_UNALIGNED, source));
    } else {
      to.setAtIndex(
          ValueLayout.JAVA_INT_UNALIGNED,
          target,
          from.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, source));
    }
  }

  /** Visits each element with its place in this layout and in row-major order. */
  private void walk(Visitor visitor) {
    long[][] offsets = offsetsByAxis();
    int[] index = new int[offsets.length];
    long elements = type.shape().elements();
    for (long plain = 0; plain < elements; plain++) {
      long at = 0;
      for (int axis = 0; axis < index.length; axis++) {
        at += offsets[axis][index[axis]];
      }
      visitor.visit(at, plain);
      for (int axis = index.length - 1; axis >= 0; axis--) {
        if (++index[axis] < offsets[axis].length) {
          break;
        }
        index[axis] = 0;
      }
    }
  }

  /** Where index {@code i} of an axis moves an element to: axes are independent of each other. */
  private long[][] offsetsByAxis() {
    long[] dims = desc.dims();
    long[] strides = desc.strides();
    long[] blocks = desc.innerBlocks();
    long[] axes = desc.innerAxes();
    long[][] offsets = new long[dims.length][];
    for (int axis = 0; axis < dims.length; axis++) {
      offsets[axis] = new long[(int) dims[axis]];
      for (int i = 0; i < dims[axis]; i++) {
        long rest = i;
        long at = 0;
        long step = 1;
        // Innermost block first: each takes its digit of the index.
        for (int block = blocks.length - 1; block >= 0; block--) {
          if (axes[block] == axis) {
            at += rest % blocks[block] * step;
            rest /= blocks[block];
          }
          step *= blocks[block];
        }
        offsets[axis][i] = at + rest * strides[axis];
      }
    }
    return offsets;
  }

  private static boolean rowMajor(MemoryDesc desc) {
    long[] dims = desc.dims();
    long[] strides = desc.strides();
    long step = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      if (dims[axis] != 1 && strides[axis] != step) {
        return false;
      }
      step *= dims[axis];
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockedLayout that && type.equals(that.type) && desc.equals(that.desc);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(desc.dims());
  }
}
