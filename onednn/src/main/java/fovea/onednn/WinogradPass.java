package fovea.onednn;

import fovea.graph.Shape;
import fovea.onednn.ffm.Arg;
import fovea.onednn.ffm.Attributes;
import fovea.onednn.ffm.DataType;
import fovea.onednn.ffm.Execution;
import fovea.onednn.ffm.MatMul;
import fovea.onednn.ffm.Memory;
import fovea.onednn.ffm.MemoryDesc;
import fovea.onednn.ffm.Operands;
import fovea.onednn.ffm.PrimitiveDesc;
import fovea.onednn.ffm.Reorder;
import fovea.onednn.ffm.Stream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One convolution by Winograd's method as products of matrices and strided copies: the picture with
 * its border, its tiles, their factors, the products, the results.
 *
 * @param from shape of what is read {@code [n, c, h, w]}
 * @param into shape of what is written {@code [n, k, oh, ow]}
 * @param top rows of zeros above the picture
 * @param left columns of zeros before it
 * @param layout of both, {@code nChw16c} or {@code nhwc}
 */
record WinogradPass(Shape from, Shape into, int top, int left, String layout) {
  private static final int BLOCK = 16;

  /**
   * The memory of a pass.
   *
   * @param zeros at least {@link #zeros()} floats
   * @param weight factors {@code [36, c, k]}
   * @param bordered {@link #borderedBytes()}: the picture with its border, later results before
   *     they are cut
   * @param first {@link #factorBytes()}: tiles, later products
   * @param second {@link #factorBytes()}: factors, later results
   * @param pad {@link #padBytes()}
   */
  record Buffers(
      MemorySegment source,
      MemorySegment zeros,
      MemorySegment inputMatrix,
      MemorySegment outputMatrix,
      MemorySegment weight,
      MemorySegment bordered,
      MemorySegment first,
      MemorySegment second,
      MemorySegment pad,
      MemorySegment result) {}

  private int rows() {
    return Winograd.tiles(into.dim(2));
  }

  private int columns() {
    return Winograd.tiles(into.dim(3));
  }

  private int height() {
    return Winograd.STEP * rows() + 2;
  }

  private int width() {
    return Winograd.STEP * columns() + 2;
  }

  private long tiles() {
    return Winograd.tiles(into);
  }

  private int channels() {
    return from.dim(1);
  }

  long borderedBytes() {
    long read = (long) from.dim(0) * height() * width() * channels();
    return Float.BYTES * Math.max(read, covered().elements());
  }

  long factorBytes() {
    return Float.BYTES * Winograd.PRODUCTS * tiles() * Math.max(channels(), into.dim(1));
  }

  /** Elements of the largest strip of the border, at least one. */
  int zeros() {
    int largest = strips().stream().mapToInt(s -> s.height() * s.width()).max().orElse(0);
    return Math.max(1, from.dim(0) * largest * channels());
  }

  long padBytes() {
    return Math.max(
        Math.max(inputTransform().scratchpad().size(), outputTransform().scratchpad().size()),
        product().scratchpad().size());
  }

  String implementation() {
    return "winograd 4x4+" + product().implementation();
  }

  private PrimitiveDesc inputTransform() {
    return product(Winograd.PRODUCTS, Winograd.PRODUCTS, tiles() * channels());
  }

  private PrimitiveDesc outputTransform() {
    return product(Winograd.RESULTS, Winograd.PRODUCTS, tiles() * into.dim(1));
  }

  private static PrimitiveDesc product(long m, long k, long n) {
    return MatMul.create(Operands.of(plain(m, k), plain(k, n), plain(m, n)), Attributes.standard());
  }

  private PrimitiveDesc product() {
    long m = tiles();
    long c = channels();
    long k = into.dim(1);
    return MatMul.create(
        Operands.of(
            plain(Winograd.PRODUCTS, m, c),
            plain(Winograd.PRODUCTS, c, k),
            plain(Winograd.PRODUCTS, m, k)),
        Attributes.standard());
  }

  /** Makes the pass ready to run. */
  List<Execution> bind(Buffers at, Stream stream) {
    List<Execution> all = new ArrayList<>();
    border(at, stream, all);
    gather(at, stream, all);
    all.add(multiply(inputTransform(), at.inputMatrix(), at.first(), at.second(), at, stream));
    all.add(multiply(product(), at.second(), at.weight(), at.first(), at, stream));
    all.add(multiply(outputTransform(), at.outputMatrix(), at.first(), at.second(), at, stream));
    scatter(at, stream, all);
    return all;
  }

  /** A part of the border of a picture. */
  private record Strip(int y, int x, int height, int width) {}

  private List<Strip> strips() {
    int bottom = top + from.dim(2);
    int right = left + from.dim(3);
    return List.of(
            new Strip(0, 0, top, width()),
            new Strip(bottom, 0, height() - bottom, width()),
            new Strip(top, 0, from.dim(2), left),
            new Strip(top, right, from.dim(2), width() - right))
        .stream()
        .filter(s -> s.height() > 0 && s.width() > 0)
        .toList();
  }

  private void border(Buffers at, Stream stream, List<Execution> all) {
    int n = from.dim(0);
    for (Strip strip : strips()) {
      long[] dims = {n, strip.height(), strip.width(), channels()};
      MemoryDesc into = MemoryDesc.strided(DataType.F32, dims, borderedStrides(1));
      all.add(
          copy(
              new Piece(MemoryDesc.plain(DataType.F32, dims), at.zeros(), 0),
              new Piece(into, at.bordered(), place(strip.y(), strip.x())),
              stream));
    }
    long[] dims = {n, channels() / BLOCK, from.dim(2), from.dim(3), BLOCK};
    long[] bordered = {
      (long) height() * width() * channels(), BLOCK, (long) width() * channels(), channels(), 1
    };
    all.add(
        copy(
            new Piece(view(from, dims, 1), at.source(), 0),
            new Piece(
                MemoryDesc.strided(DataType.F32, dims, bordered), at.bordered(), place(top, left)),
            stream));
  }

  /** Overlapping tiles, one element of all of them after the other: {@code [36, tile, c]}. */
  private void gather(Buffers at, Stream stream, List<Execution> all) {
    long[] dims = {from.dim(0), rows(), columns(), channels()};
    MemoryDesc tiles = MemoryDesc.strided(DataType.F32, dims, borderedStrides(Winograd.STEP));
    for (int i = 0; i < Winograd.PRODUCTS; i++) {
      all.add(
          copy(
              new Piece(tiles, at.bordered(), place(i / Winograd.TILE, i % Winograd.TILE)),
              new Piece(MemoryDesc.plain(DataType.F32, dims), at.first(), i * tiles() * channels()),
              stream));
    }
  }

  /** Results to their places; what the last tiles have too much is left out. */
  private void scatter(Buffers at, Stream stream, List<Execution> all) {
    int k = into.dim(1);
    boolean fits = into.equals(covered());
    MemorySegment target = fits ? at.result() : at.bordered();
    long[] dims = {into.dim(0), k / BLOCK, rows(), columns(), BLOCK};
    long[] tiles = {(long) rows() * columns() * k, BLOCK, (long) columns() * k, k, 1};
    MemoryDesc from = MemoryDesc.strided(DataType.F32, dims, tiles);
    MemoryDesc spread = view(covered(), dims, Winograd.STEP);
    long[] strides = strides(covered(), 1);
    for (int i = 0; i < Winograd.RESULTS; i++) {
      long place = i / Winograd.STEP * strides[2] + i % Winograd.STEP * strides[3];
      all.add(
          copy(
              new Piece(from, at.second(), i * tiles() * k),
              new Piece(spread, target, place),
              stream));
    }
    if (!fits) {
      long[] whole = {into.dim(0), k / BLOCK, into.dim(2), into.dim(3), BLOCK};
      all.add(
          copy(
              new Piece(MemoryDesc.strided(DataType.F32, whole, strides), target, 0),
              new Piece(view(into, whole, 1), at.result(), 0),
              stream));
    }
  }

  /** The results with all of the last tiles. */
  private Shape covered() {
    return Shape.of(into.dim(0), into.dim(1), Winograd.STEP * rows(), Winograd.STEP * columns());
  }

  /** Elements from {@code place} on, counted in floats. */
  private record Piece(MemoryDesc desc, MemorySegment memory, long place) {
    Memory at() {
      return Memory.of(desc, memory.asSlice(Float.BYTES * place).address());
    }
  }

  private static Execution copy(Piece from, Piece to, Stream stream) {
    Map<Arg, Memory> buffers = new LinkedHashMap<>();
    buffers.put(Arg.SOURCE, from.at());
    buffers.put(Arg.DESTINATION, to.at());
    return new Execution(Reorder.create(from.desc(), to.desc()).compile(), stream, buffers);
  }

  private static Execution multiply(
      PrimitiveDesc product,
      MemorySegment a,
      MemorySegment b,
      MemorySegment result,
      Buffers at,
      Stream stream) {
    Map<Arg, Memory> buffers = new LinkedHashMap<>();
    buffers.put(Arg.SOURCE, Memory.of(product.source(), a));
    buffers.put(Arg.WEIGHTS, Memory.of(product.weights(), b));
    buffers.put(Arg.DESTINATION, Memory.of(product.destination(), result));
    if (product.scratchpad().size() > 0) {
      buffers.put(Arg.SCRATCHPAD, Memory.of(product.scratchpad(), at.pad()));
    }
    return new Execution(product.compile(), stream, buffers);
  }

  private long place(int y, int x) {
    return ((long) y * width() + x) * channels();
  }

  private long[] borderedStrides(int step) {
    long pixel = channels();
    long row = width() * pixel;
    return new long[] {height() * row, step * row, step * pixel, 1};
  }

  /** Every {@code step}-th pixel of a tensor as {@code [n, block, y, x, 16]}. */
  private MemoryDesc view(Shape shape, long[] dims, int step) {
    return MemoryDesc.strided(DataType.F32, dims, strides(shape, step));
  }

  private long[] strides(Shape shape, int step) {
    long c = shape.dim(1);
    long w = shape.dim(3);
    long pixels = shape.dim(2) * w;
    return layout.equals("nhwc")
        ? new long[] {pixels * c, BLOCK, step * w * c, step * c, 1}
        : new long[] {pixels * c, pixels * BLOCK, step * w * BLOCK, (long) step * BLOCK, 1};
  }

  private static MemoryDesc plain(long... dims) {
    return MemoryDesc.plain(DataType.F32, dims);
  }
}
