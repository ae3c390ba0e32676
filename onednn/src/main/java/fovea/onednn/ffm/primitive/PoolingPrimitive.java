package fovea.onednn.ffm.primitive;

import fovea.onednn.ffm.Coded;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.system.CFunction;
import java.util.List;

/** Maximum and average over windows; {@code [n, c, h, w]} to {@code [n, c, oh, ow]}. */
public final class PoolingPrimitive {
  private static final CFunction FORWARD =
      CFunction.ofOneDnn("dnnl_pooling_forward_primitive_desc_create");
  private static final CFunction BACKWARD =
      CFunction.ofOneDnn("dnnl_pooling_backward_primitive_desc_create");

  /** What is computed over a window. */
  public enum Algorithm implements Coded {
    /** The maximum; in training it writes a workspace that says where it was. */
    MAX(0x1ff),
    /** The sum divided by the size of the window, zeros of the padding counted. */
    AVERAGE_WITH_PADDING(0x2ff),
    /** The sum divided by the number of elements that are no padding. */
    AVERAGE_WITHOUT_PADDING(0x3ff);

    private final int code;

    Algorithm(int code) {
      this.code = code;
    }

    @Override
    public int code() {
      return code;
    }
  }

  /** The windows: what is computed, their sizes, and how they move, one entry per spatial axis. */
  public record Windows(Algorithm algorithm, List<Integer> sizes, List<WindowAxis> axes) {
    public Windows {
      sizes = List.copyOf(sizes);
      axes = List.copyOf(axes);
    }
  }

  private PoolingPrimitive() {}

  /** The output, and in training the workspace of a maximum. */
  public static PrimitiveDesc forward(
      Propagation propagation, Windows windows, MemoryDesc source, MemoryDesc destination) {
    return PrimitiveDesc.create(
        FORWARD,
        call ->
            WindowAxis.append(
                    call.engine()
                        .code(propagation)
                        .code(windows.algorithm())
                        .object(source)
                        .object(destination),
                    windows.axes(),
                    windows.sizes())
                .attributes(PrimitiveAttributes.standard()));
  }

  /** The gradient of the source; of equal maxima, one takes it all. */
  public static PrimitiveDesc backward(
      Windows windows,
      MemoryDesc sourceGradient,
      MemoryDesc destinationGradient,
      PrimitiveDesc forward) {
    return PrimitiveDesc.create(
        BACKWARD,
        call ->
            WindowAxis.append(
                    call.engine()
                        .code(windows.algorithm())
                        .object(sourceGradient)
                        .object(destinationGradient),
                    windows.axes(),
                    windows.sizes())
                .object(forward)
                .attributes(PrimitiveAttributes.standard()));
  }
}
