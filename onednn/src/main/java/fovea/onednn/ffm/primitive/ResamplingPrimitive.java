package fovea.onednn.ffm.primitive;

import fovea.onednn.ffm.Coded;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Propagation;
import fovea.onednn.ffm.system.CFunction;

/**
 * Resizes the spatial axes from the source's to the destination's sizes. Positions are those of
 * pixel centers: output {@code i} looks at {@code (i + 0.5) · in / out - 0.5}.
 */
public final class ResamplingPrimitive {
  private static final CFunction FORWARD =
      CFunction.ofOneDnn("dnnl_resampling_forward_primitive_desc_create");
  private static final CFunction BACKWARD =
      CFunction.ofOneDnn("dnnl_resampling_backward_primitive_desc_create");

  /** From the shapes. */
  private static final long NO_FACTORS = 0;

  /** How values between the pixels are made. */
  public enum Algorithm implements Coded {
    NEAREST(0x2fff0),
    /** Linear along each axis; bilinear on pictures. */
    LINEAR(0x2fff1);

    private final int code;

    Algorithm(int code) {
      this.code = code;
    }

    @Override
    public int code() {
      return code;
    }
  }

  private ResamplingPrimitive() {}

  /** The resized tensor. */
  public static PrimitiveDesc forward(
      Propagation propagation, Algorithm algorithm, MemoryDesc source, MemoryDesc destination) {
    return PrimitiveDesc.create(
        FORWARD,
        call ->
            call.engine()
                .code(propagation)
                .code(algorithm)
                .address(NO_FACTORS)
                .object(source)
                .object(destination)
                .attributes(PrimitiveAttributes.standard()));
  }

  /** The gradient of the source. */
  public static PrimitiveDesc backward(
      Algorithm algorithm,
      MemoryDesc sourceGradient,
      MemoryDesc destinationGradient,
      PrimitiveDesc forward) {
    return PrimitiveDesc.create(
        BACKWARD,
        call ->
            call.engine()
                .code(algorithm)
                .address(NO_FACTORS)
                .object(sourceGradient)
                .object(destinationGradient)
                .object(forward)
                .attributes(PrimitiveAttributes.standard()));
  }
}
