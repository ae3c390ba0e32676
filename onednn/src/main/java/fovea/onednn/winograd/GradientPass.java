package fovea.onednn.winograd;

import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.Attributes;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.MachineCode;
import fovea.onednn.ffm.MatMul;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.Operands;
import fovea.onednn.ffm.PostOp;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Stream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The gradient of a convolution's weight by the adjoint of Winograd's method: factors of the input
 * times those of the upstream gradient, summed over all tiles, are the gradient of the weight's
 * factors.
 *
 * @param tiling of the convolution
 * @param bias whether the gradient of its bias is wanted as well
 */
public record GradientPass(Tiling tiling, boolean bias, Vectors vectors) {
  /** The factor that is the sum of a patch of the upstream gradient: at the points 1 and 1. */
  private static final int SUM = Winograd.TILE + 1;

  /** The layout of the gradient. */
  public static final String LAYOUT = "OIhw16i16o";

  /** Checks that it is {@link #possible}. */
  public GradientPass {
    if (!possible(tiling)) {
      throw new IllegalArgumentException("Rows of a single tile.");
    }
  }

  /**
   * Whether the gradient can be had this way: oneDNN 3.11 errs in products of matrices with a
   * single column and a single row.
   */
  public static boolean possible(Tiling tiling) {
    return tiling.columns() > 1;
  }

  /**
   * The memory of a pass.
   *
   * @param source the input
   * @param upstream the gradient of the result, in the layout of the input
   * @param zeros at least {@link #zeros()} floats
   * @param ones at least {@link #ones()} floats
   * @param inputFactors {@link #inputBytes()}
   * @param upstreamFactors {@link #upstreamBytes()}
   * @param factors {@link #factorBytes()}
   * @param pad {@link #padBytes()}
   * @param weight the gradient of the weight, in {@link #LAYOUT}
   * @param bias that of the bias, if it is wanted
   */
  public record Buffers(
      MemorySegment source,
      MemorySegment upstream,
      MemorySegment zeros,
      MemorySegment ones,
      MemorySegment inputFactors,
      MemorySegment upstreamFactors,
      MemorySegment factors,
      MemorySegment pad,
      MemorySegment weight,
      Optional<MemorySegment> bias) {}

  /** Floats of the longest row. */
  public int zeros() {
    return tiling.zeros();
  }

  /** Tiles that are worked on at once. */
  public int ones() {
    return Math.toIntExact(tiling.inputFactors().rows());
  }

  public long inputBytes() {
    return tiling.inputFactors().bytes();
  }

  public long upstreamBytes() {
    return tiling.outputFactors().bytes();
  }

  public long factorBytes() {
    return tiling.weightFactors().bytes();
  }

  /** At least one. */
  public long padBytes() {
    return tiling.groups().stream()
        .mapToLong(
            group -> Math.max(product(group).scratchpad().size(), sum(group).scratchpad().size()))
        .reduce(1, Math::max);
  }

  /** The name in plans. */
  public String implementation() {
    PrimitiveDesc product = product(tiling.groups().getFirst());
    return Winograd.label(vectors) + "+" + product.implementation();
  }

  private PrimitiveDesc product(Bands group) {
    long tiles = (long) group.count() * tiling.columns();
    return MatMul.create(
        Operands.of(
            tiling.inputFactors().transposed(tiles),
            tiling.outputFactors().matrices(tiles),
            tiling.weightFactors().all()),
        attributes(group));
  }

  /** The sum of the upstream gradient over all tiles. */
  private PrimitiveDesc sum(Bands group) {
    long tiles = (long) group.count() * tiling.columns();
    long outputs = tiling.into().dim(1);
    return MatMul.create(
        Operands.of(
            MemoryDesc.plain(DataType.F32, 1, tiles),
            MemoryDesc.plain(DataType.F32, tiles, outputs),
            MemoryDesc.plain(DataType.F32, 1, outputs)),
        attributes(group));
  }

  /** All but the first tiles add to what is there. */
  private static Attributes attributes(Bands group) {
    return group.first() == 0
        ? Attributes.standard()
        : Attributes.standard().then(new PostOp.Accumulate(1));
  }

  /**
   * Makes the pass ready to run.
   *
   * @param codes makes the code of transforms, or knows it already
   */
  public List<Runnable> bind(Buffers at, Stream stream, Function<Transform, MachineCode> codes) {
    List<Runnable> all = new ArrayList<>();
    PatchTransform input = new PatchTransform(new Patches(tiling, false), vectors);
    PatchTransform upstream = new PatchTransform(new Patches(tiling, true), vectors);
    Product product = new Product(at.inputFactors(), at.upstreamFactors(), at.factors(), at.pad());
    for (Bands group : tiling.groups()) {
      all.add(input.bind(codes.apply(input), group, at.source(), at.zeros(), at.inputFactors()));
      all.add(
          upstream.bind(
              codes.apply(upstream), group, at.upstream(), at.zeros(), at.upstreamFactors()));
      all.add(product.bind(product(group), stream));
      at.bias()
          .map(bias -> new Product(at.ones(), patchSums(at), bias, at.pad()))
          .ifPresent(sum -> all.add(sum.bind(sum(group), stream)));
    }
    KernelGradient last = new KernelGradient(tiling.into().dim(1), tiling.from().dim(1), vectors);
    all.add(last.bind(codes.apply(last), at.factors(), at.weight()));
    return all;
  }

  private MemorySegment patchSums(Buffers at) {
    return at.upstreamFactors().asSlice(SUM * tiling.outputFactors().stride());
  }
}
