package fovea.onednn.winograd;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.Attributes;
import fovea.onednn.ffm.MachineCode;
import fovea.onednn.ffm.MatMul;
import fovea.onednn.ffm.Operands;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Stream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A convolution by Winograd's method, some rows of tiles at a time: their tiles become factors, the
 * products with those of the weight are one batched product of matrices, which becomes results.
 */
public record WinogradPass(Tiling tiling, Finish finish, Vectors vectors) {

  /**
   * The memory of a pass.
   *
   * @param source the pictures
   * @param zeros at least {@link #zeros()} floats
   * @param weight its factors, of {@link WeightTransform}
   * @param bias {@code [k]}, if there is one
   * @param summand as large as the result and in its layout, if there is one
   * @param factors {@link #factorBytes()}
   * @param products {@link #productBytes()}
   * @param pad {@link #padBytes()}
   */
  public record Buffers(
      MemorySegment source,
      MemorySegment zeros,
      MemorySegment weight,
      Optional<MemorySegment> bias,
      Optional<MemorySegment> summand,
      MemorySegment factors,
      MemorySegment products,
      MemorySegment pad,
      MemorySegment result) {}

  /** Floats of the longer row of pictures or results. */
  public int zeros() {
    return tiling.zeros();
  }

  public long factorBytes() {
    return tiling.inputFactors().bytes();
  }

  public long productBytes() {
    return tiling.outputFactors().bytes();
  }

  /** At least one. */
  public long padBytes() {
    return tiling.groups().stream()
        .mapToLong(group -> product(group).scratchpad().size())
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
            tiling.inputFactors().matrices(tiles),
            tiling.weightFactors().all(),
            tiling.outputFactors().matrices(tiles)),
        Attributes.standard());
  }

  /**
   * Makes the pass ready to run.
   *
   * @param codes makes the code of transforms, or knows it already
   */
  public List<Runnable> bind(Buffers at, Stream stream, Function<Transform, MachineCode> codes) {
    List<Runnable> all = new ArrayList<>();
    PatchTransform input = new PatchTransform(new Patches(tiling, false), vectors);
    Product product = new Product(at.factors(), at.weight(), at.products(), at.pad());
    for (Bands group : tiling.groups()) {
      all.add(input.bind(codes.apply(input), group, at.source(), at.zeros(), at.factors()));
      all.add(product.bind(product(group), stream));
      all.add(output(group, at, codes));
    }
    return all;
  }

  private Runnable output(Bands bands, Buffers at, Function<Transform, MachineCode> codes) {
    int last = tiling.into().dim(2) - (tiling.rows() - 1) * Winograd.STEP;
    MachineCode full = codes.apply(output(Winograd.STEP));
    MachineCode partial = codes.apply(output(last));
    Placement into = tiling.target();
    int rows = tiling.rows();
    long step = tiling.columns() * tiling.outputFactors().row();
    long result = at.result().address();
    long bias = at.bias().map(MemorySegment::address).orElse(0L);
    long summand = at.summand().map(other -> other.address() - result).orElse(0L);
    return new Rows(
        bands.count(),
        tiling.into().dim(1) / Placement.BLOCK,
        (item, block, arguments) -> {
          long band = bands.first() + item;
          long row = band % rows;
          long start = result + band / rows * into.picture() + block * into.block();
          for (int i = 0; i < Winograd.STEP; i++) {
            arguments.setAtIndex(JAVA_LONG, i, start + (row * Winograd.STEP + i) * into.row());
          }
          long channels = (long) block * Placement.BLOCK * Float.BYTES;
          long from = at.products().address() + item * step + channels;
          arguments.setAtIndex(JAVA_LONG, Winograd.STEP, from);
          arguments.setAtIndex(JAVA_LONG, Winograd.STEP + 1, bias + channels);
          arguments.setAtIndex(JAVA_LONG, Winograd.STEP + 2, summand);
          (row == rows - 1 ? partial : full).run(arguments);
        });
  }

  private OutputTransform output(int height) {
    return new OutputTransform(tiling, finish, vectors, height);
  }
}
