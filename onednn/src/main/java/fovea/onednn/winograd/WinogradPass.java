package fovea.onednn.winograd;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import fovea.onednn.code.Epilogue;
import fovea.onednn.code.Placement;
import fovea.onednn.code.Routine;
import fovea.onednn.code.Vectors;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.PrimitiveAttributes;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.primitive.MatMulPrimitive;
import fovea.onednn.ffm.primitive.PrimitiveOperands;
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A convolution by Winograd's method, some rows of tiles at a time: their tiles are transformed,
 * the products with those of the weight are one batched product of matrices, which becomes results.
 */
public record WinogradPass(
    Tiling tiling, Epilogue epilogue, Vectors vectors, TransformedKernels weight) {

  /**
   * With transformed kernels in the layout that their product with transformed tiles prefers.
   *
   * @param remade whether they are made for each run, not once for all
   */
  public static WinogradPass of(Tiling tiling, Epilogue epilogue, boolean remade, Vectors vectors) {
    return new WinogradPass(tiling, epilogue, vectors, weight(tiling, remade));
  }

  private static TransformedKernels weight(Tiling tiling, boolean remade) {
    TransformedTiles rows = tiling.transformedKernels();
    if (remade && rows.type() == DataType.F32) {
      // What products gain by blocks, writing them loses: the elements of a transformed tile lie at
      // powers of
      // two from each other there.
      return new TransformedKernels.Rows(rows);
    }
    MemoryDesc any =
        MemoryDesc.any(rows.type(), rows.method().products(), rows.rows(), rows.channels());
    PrimitiveDesc product = product(tiling, tiling.inputTiles().rows(), any);
    return TransformedKernels.of(rows, product.weights());
  }

  /**
   * The memory of a pass.
   *
   * @param source the pictures
   * @param zeros at least {@link #zeros()}, of the type of the pictures
   * @param weight its transformed kernels, of {@link WeightTransform}
   * @param bias {@code [k]}, if there is one
   * @param residual as large as the result and in its layout, if there is one; may be the same
   *     memory
   * @param transformed {@link #transformedBytes()}
   * @param products {@link #productBytes()}
   * @param pad {@link #padBytes()}
   */
  public record Buffers(
      MemorySegment source,
      MemorySegment zeros,
      MemorySegment weight,
      Optional<MemorySegment> bias,
      Optional<MemorySegment> residual,
      MemorySegment transformed,
      MemorySegment products,
      MemorySegment pad,
      MemorySegment result) {}

  /**
   * What transforms the kernels.
   *
   * @param type of the weight's elements
   * @param rotated whether this pass is the gradient of an input
   */
  public WeightTransform weightTransform(DataType type, boolean rotated) {
    return new WeightTransform(weight, type, rotated, vectors);
  }

  /** Elements of the longer row of pictures or results. */
  public int zeros() {
    return tiling.zeros();
  }

  public long transformedBytes() {
    return tiling.lanes() * tiling.inputTiles().bytes();
  }

  public long productBytes() {
    return tiling.lanes() * tiling.products().bytes();
  }

  /** At least one. */
  public long padBytes() {
    return tiling.lanes() * pad();
  }

  private long pad() {
    return Product.pad(tiling.sizes().mapToObj(this::product).toList());
  }

  /** The name in plans. */
  public String implementation() {
    PrimitiveDesc product = product(tiling.inputTiles().rows());
    return tiling.method().label(vectors) + "+" + product.implementation();
  }

  private PrimitiveDesc product(long tiles) {
    return product(tiling, tiles, weight.desc());
  }

  private static PrimitiveDesc product(Tiling tiling, long tiles, MemoryDesc weight) {
    PrimitiveOperands operands =
        PrimitiveOperands.of(
            tiling.inputTiles().matrices(tiles), weight, tiling.products().matrices(tiles));
    return tiling
        .grouping()
        .make(() -> MatMulPrimitive.create(operands, PrimitiveAttributes.standard()));
  }

  /**
   * Makes the pass ready to run.
   *
   * @param codes makes the code of transforms, or knows it already
   */
  public List<Runnable> bind(Buffers at, Function<Routine, MachineCode> codes) {
    Grouping grouping = tiling.grouping();
    long padOfLane = pad();
    PatchTransform input =
        new PatchTransform(new Patches(tiling, false), PatchTransform.Into.ROW, vectors);
    return grouping.bind(
        tiling.groups(),
        turn -> {
          Bands group = turn.group();
          MemorySegment transformed = turn.own(at.transformed(), tiling.inputTiles().bytes());
          MemorySegment products = turn.own(at.products(), tiling.products().bytes());
          MemorySegment pad = turn.own(at.pad(), padOfLane);
          Product product = new Product(transformed, at.weight(), products, pad);
          return List.of(
              input.bind(codes.apply(input), group, at.source(), at.zeros(), transformed),
              product.bind(product(tiling.tiles(group)), turn.stream()),
              output(group, products, at, codes));
        });
  }

  private Runnable output(
      Bands bands, MemorySegment products, Buffers at, Function<Routine, MachineCode> codes) {
    int size = tiling.method().step();
    int last = tiling.into().dim(2) - (tiling.rows() - 1) * size;
    MachineCode full = codes.apply(output(size));
    MachineCode partial = codes.apply(output(last));
    Placement into = tiling.target();
    int rows = tiling.rows();
    long step = tiling.columns() * tiling.products().row();
    long result = at.result().address();
    long bias = at.bias().map(MemorySegment::address).orElse(0L);
    long residual = at.residual().map(other -> other.address() - result).orElse(0L);
    return new Rows(
        bands.count(),
        tiling.into().dim(1) / Placement.BLOCK,
        (item, block, arguments) -> {
          long band = bands.first() + item;
          long row = band % rows;
          long start = result + band / rows * into.picture() + block * into.block();
          for (int i = 0; i < size; i++) {
            arguments.setAtIndex(JAVA_LONG, i, start + (row * size + i) * into.row());
          }
          long channels = (long) block * Placement.BLOCK * Float.BYTES;
          long from = products.address() + item * step + channels;
          arguments.setAtIndex(JAVA_LONG, size, from);
          arguments.setAtIndex(JAVA_LONG, size + 1, bias + channels);
          arguments.setAtIndex(JAVA_LONG, size + 2, residual);
          (row == rows - 1 ? partial : full).run(arguments);
        });
  }

  private OutputTransform output(int height) {
    return new OutputTransform(tiling, epilogue, vectors, height);
  }
}
