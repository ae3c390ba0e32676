package fovea.onednn.winograd;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.Attributes;
import fovea.onednn.ffm.Execution;
import fovea.onednn.ffm.MachineCode;
import fovea.onednn.ffm.MatMul;
import fovea.onednn.ffm.Memory;
import fovea.onednn.ffm.Operands;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Stream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A convolution by Winograd's method, some pictures at a time: their tiles become factors, the
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
    return "winograd 4x4:"
        + vectors.label()
        + "+"
        + product(tiling.groups().getFirst()).implementation();
  }

  private PrimitiveDesc product(Pictures group) {
    long tiles = (long) group.count() * tiling.tiles();
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
    for (Pictures group : tiling.groups()) {
      all.add(input.bind(codes.apply(input), group, at.source(), at.zeros(), at.factors()));
      all.add(multiply(product(group), at, stream)::run);
      all.add(output(group, at, codes));
    }
    return all;
  }

  private static Execution multiply(PrimitiveDesc product, Buffers at, Stream stream) {
    Map<Arg, Memory> buffers = new LinkedHashMap<>();
    buffers.put(Arg.SOURCE, Memory.of(product.source(), at.factors()));
    buffers.put(Arg.WEIGHTS, Memory.of(product.weights(), at.weight()));
    buffers.put(Arg.DESTINATION, Memory.of(product.destination(), at.products()));
    if (product.scratchpad().size() > 0) {
      buffers.put(Arg.SCRATCHPAD, Memory.of(product.scratchpad(), at.pad()));
    }
    return new Execution(product.compile(), stream, buffers);
  }

  private Runnable output(Pictures group, Buffers at, Function<Transform, MachineCode> codes) {
    int last = tiling.into().dim(2) - (tiling.rows() - 1) * Winograd.STEP;
    MachineCode full = codes.apply(output(Winograd.STEP));
    MachineCode partial = codes.apply(output(last));
    Placement into = tiling.target();
    long tile = tiling.outputFactors().row();
    long summand = at.summand().map(other -> other.address() - at.result().address()).orElse(0L);
    return new Rows(
        (long) group.count() * tiling.rows(),
        tiling.into().dim(1) / Placement.BLOCK,
        (item, block, arguments) -> {
          long picture = group.first() + item / tiling.rows();
          long row = item % tiling.rows();
          long start =
              at.result().address()
                  + picture * into.picture()
                  + block * into.block()
                  + row * Winograd.STEP * into.row();
          for (int i = 0; i < Winograd.STEP; i++) {
            arguments.setAtIndex(JAVA_LONG, i, start + i * into.row());
          }
          long channels = (long) block * Placement.BLOCK * Float.BYTES;
          arguments.setAtIndex(
              JAVA_LONG,
              Winograd.STEP,
              at.products().address() + item * tiling.columns() * tile + channels);
          arguments.setAtIndex(
              JAVA_LONG,
              Winograd.STEP + 1,
              at.bias().map(bias -> bias.address() + channels).orElse(0L));
          arguments.setAtIndex(JAVA_LONG, Winograd.STEP + 2, summand);
          (row == tiling.rows() - 1 ? partial : full).run(arguments);
        });
  }

  private OutputTransform output(int height) {
    return new OutputTransform(tiling, finish, vectors, height);
  }
}
