package fovea.onednn.lower;

import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.loops.LoopAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The axes of a tensor in the order in which they lie in memory without gaps, outermost first. An
 * axis that is cut into blocks is several: its blocks, and the places in them.
 */
public record MemoryAxes(MemoryDesc desc, List<Part> parts) {

  /**
   * A part of an axis.
   *
   * @param axis of the tensor
   * @param size places of this part
   * @param unit places of the axis from one of them to the next
   */
  private record Part(int axis, long size, long unit) {}

  /** The axes of {@code desc}; empty where elements lie in another way. */
  public static Optional<MemoryAxes> of(MemoryDesc desc) {
    if (desc.formatKind() != MemoryDesc.FormatKind.BLOCKED) {
      return Optional.empty();
    }
    long[] sizes = desc.paddedDims();
    long[] blocks = desc.innerBlocks();
    long[] axes = desc.innerAxes();
    List<Part> inner = new ArrayList<>();
    long[] units = new long[sizes.length];
    Arrays.fill(units, 1);
    for (int i = blocks.length - 1; i >= 0; i--) {
      int axis = (int) axes[i];
      inner.addFirst(new Part(axis, blocks[i], units[axis]));
      units[axis] *= blocks[i];
    }
    long[] strides = desc.strides();
    List<Part> parts =
        new ArrayList<>(
            IntStream.range(0, sizes.length)
                .filter(axis -> sizes[axis] > units[axis])
                .boxed()
                .sorted(Comparator.comparingLong((Integer axis) -> strides[axis]).reversed())
                .map(axis -> new Part(axis, sizes[axis] / units[axis], units[axis]))
                .toList());
    long stride = Arrays.stream(blocks).reduce(1, (a, b) -> a * b);
    for (Part part : parts.reversed()) {
      if (strides[part.axis] != stride) {
        return Optional.empty();
      }
      stride *= part.size;
    }
    parts.addAll(inner);
    return Optional.of(new MemoryAxes(desc, List.copyOf(parts)));
  }

  /** Whether an axis has places that hold no element. */
  public boolean padded(int axis) {
    return desc.dims()[axis] != desc.paddedDims()[axis];
  }

  /** What steps along the axes are in a row-major tensor: 0 where {@code strides} has one. */
  public List<LoopAxis> steps(long[] strides) {
    return parts.stream()
        .map(part -> new LoopAxis(part.size, strides[part.axis] * part.unit))
        .toList();
  }

  /**
   * What steps along the axes are in a tensor of as many, where those of size 1 are repeated; empty
   * where they are not of one length.
   */
  public Optional<List<LoopAxis>> steps(MemoryDesc other) {
    List<LoopAxis> steps = new ArrayList<>();
    for (Part part : parts) {
      if (other.dims()[part.axis] == 1) {
        steps.add(new LoopAxis(part.size, 0));
        continue;
      }
      long step = place(other, part.axis, part.unit);
      for (long i = 2; i < part.size; i++) {
        if (place(other, part.axis, i * part.unit) != i * step) {
          return Optional.empty();
        }
      }
      steps.add(new LoopAxis(part.size, step));
    }
    return Optional.of(steps);
  }

  /** Elements from index 0 of an axis to another. */
  private static long place(MemoryDesc desc, int axis, long index) {
    long[] blocks = desc.innerBlocks();
    long[] axes = desc.innerAxes();
    long rest = index;
    long place = 0;
    long stride = 1;
    for (int i = blocks.length - 1; i >= 0; i--) {
      if (axes[i] == axis) {
        place += rest % blocks[i] * stride;
        rest /= blocks[i];
      }
      stride *= blocks[i];
    }
    return place + rest * desc.strides()[axis];
  }
}
