package fovea.onednn.winograd;

import fovea.onednn.code.Routine;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.FormatTag;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.primitive.MatMulPrimitive;
import fovea.onednn.ffm.primitive.PrimitiveOperands;
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The gradient of a convolution's weight by the adjoint of Winograd's method: transformed tiles of
 * the input times those of the upstream gradient, summed over all tiles, are the gradient of the
 * transformed kernel.
 *
 * @param tiling of the convolution
 * @param bias whether the gradient of its bias is wanted as well
 */
public record GradientPass(Tiling tiling, boolean bias, Vectors vectors) {
  /** The element that is the sum of a patch of the upstream gradient: at the points 1 and 1. */
  private static final int POINT = 1;

  /** Checks that it is {@link #possible}, and that lanes need not share the bias's gradient. */
  public GradientPass {
    if (!possible(tiling)) {
      throw new IllegalArgumentException("Rows of a single tile.");
    }
    if (bias && tiling.lanes() > 1) {
      throw new IllegalArgumentException("The gradient of the bias is summed up in one place.");
    }
  }

  /** Grouped as suits the gradient. */
  public static GradientPass of(Tiling tiling, boolean bias, Vectors vectors) {
    Grouping grouping =
        bias ? Grouping.together() : Grouping.summing(tiling.weightBytes(DataType.F32));
    return new GradientPass(tiling.grouped(grouping), bias, vectors);
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
   * @param zeros at least {@link #zeros()}, of the type of the pictures
   * @param ones at least {@link #ones()}, of the same type
   * @param inputTiles {@link #inputBytes()}
   * @param upstreamTiles {@link #upstreamBytes()}
   * @param transformed {@link #transformedBytes()}
   * @param pad {@link #padBytes()}
   * @param weight the gradient of the weight, in {@link FormatTag#OIHW16I16O}
   * @param bias that of the bias, if it is wanted
   */
  public record Buffers(
      MemorySegment source,
      MemorySegment upstream,
      MemorySegment zeros,
      MemorySegment ones,
      MemorySegment inputTiles,
      MemorySegment upstreamTiles,
      MemorySegment transformed,
      MemorySegment pad,
      MemorySegment weight,
      Optional<MemorySegment> bias) {}

  /** Elements of the longest row. */
  public int zeros() {
    return tiling.zeros();
  }

  /** Tiles that are worked on at once. */
  public int ones() {
    return Math.toIntExact(tiling.inputTiles().rows());
  }

  public long inputBytes() {
    return tiling.lanes() * products().inputBytes();
  }

  public long upstreamBytes() {
    return tiling.lanes() * products().upstreamBytes();
  }

  public long transformedBytes() {
    return tiling.lanes() * kernel().transformed().bytes();
  }

  /** At least one. */
  public long padBytes() {
    return tiling.lanes() * pad();
  }

  private long pad() {
    List<PrimitiveDesc> sums =
        bias
            ? tiling
                .sizes()
                .boxed()
                .flatMap(tiles -> Stream.of(sum(tiles, true), sum(tiles, false)))
                .toList()
            : List.of();
    return Math.max(products().padBytes(), Product.pad(sums));
  }

  private GradientProducts products() {
    return GradientProducts.of(tiling, bias, vectors);
  }

  /** The name in plans. */
  public String implementation() {
    return tiling.method().label(vectors) + "+" + products().implementation();
  }

  /** The sum of the upstream gradient over all tiles. */
  private PrimitiveDesc sum(long tiles, boolean first) {
    long outputs = tiling.into().dim(1);
    return MatMulPrimitive.create(
        PrimitiveOperands.of(
            MemoryDesc.plain(tiling.type(), 1, tiles),
            MemoryDesc.plain(tiling.type(), tiles, outputs),
            MemoryDesc.plain(DataType.F32, 1, outputs)),
        RowProducts.attributes(first));
  }

  /**
   * Makes the pass ready to run.
   *
   * @param codes makes the code of transforms, or knows it already
   */
  public List<Runnable> bind(Buffers at, Function<Routine, MachineCode> codes) {
    long pad = pad();
    Grouping.Parts parts = turn -> parts(turn, at, turn.own(at.pad(), pad), codes);
    List<Runnable> all = new ArrayList<>(tiling.grouping().bind(tiling.groups(), parts));
    KernelGradient last = kernel();
    all.add(last.bind(codes.apply(last), at.transformed(), at.weight()));
    return all;
  }

  private List<Runnable> parts(
      Grouping.Turn turn, Buffers at, MemorySegment pad, Function<Routine, MachineCode> codes) {
    GradientProducts products = products();
    MemorySegment upstreamTiles = turn.own(at.upstreamTiles(), products.upstreamBytes());
    var memory =
        new GradientProducts.Memory(
            at.source(),
            at.upstream(),
            at.zeros(),
            turn.own(at.inputTiles(), products.inputBytes()),
            upstreamTiles,
            turn.own(at.transformed(), kernel().transformed().bytes()),
            pad);
    List<Runnable> all = new ArrayList<>(products.bind(turn, memory, codes));
    long tiles = tiling.tiles(turn.group());
    at.bias()
        .map(gradient -> new Product(at.ones(), patchSums(upstreamTiles), gradient, pad))
        .ifPresent(sum -> all.add(sum.bind(sum(tiles, turn.first()), turn.stream())));
    return all;
  }

  private MemorySegment patchSums(MemorySegment upstreamTiles) {
    return upstreamTiles.asSlice(tiling.upstreamTiles().at(POINT, POINT, 0));
  }

  private KernelGradient kernel() {
    return new KernelGradient(
        tiling.method(),
        tiling.into().dim(1),
        tiling.from().dim(1),
        tiling.lanes(),
        products().blocked(),
        vectors);
  }
}
