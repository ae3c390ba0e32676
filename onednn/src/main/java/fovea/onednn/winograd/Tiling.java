package fovea.onednn.winograd;

import fovea.graph.type.Shape;
import fovea.onednn.code.Placement;
import fovea.onednn.ffm.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How tiles cover the pictures of a convolution.
 *
 * @param type of the elements that are read and written, and of transformed tiles: f32 or bf16
 * @param from shape of what is read {@code [n, c, h, w]}
 * @param into shape of what is written {@code [n, k, oh, ow]}
 * @param top rows of zeros above the picture
 * @param left columns of zeros before it
 * @param blocked whether both lie in {@code nChw16c}, not in {@code nhwc}
 * @param grouping of the rows of tiles
 */
public record Tiling(
    DataType type, Shape from, Shape into, int top, int left, boolean blocked, Grouping grouping) {
  /** What transformed tiles may take at most, in bytes. */
  private static final long LARGEST = 1L << 28;

  /** Grouped as suits a product with transformed kernels. */
  public static Tiling of(
      DataType type, Shape from, Shape into, int top, int left, boolean blocked) {
    Tiling tiling = new Tiling(type, from, into, top, left, blocked, Grouping.together());
    return tiling.grouped(Grouping.reading(tiling.weightBytes(type)));
  }

  /** The same in other groups. */
  Tiling grouped(Grouping other) {
    return new Tiling(type, from, into, top, left, blocked, other);
  }

  Winograd method() {
    return Winograd.of(type);
  }

  /** All rows of tiles, in groups that are worked on one after the other. */
  List<Bands> groups() {
    List<Bands> groups = new ArrayList<>();
    int size = rowsAtOnce();
    for (int first = 0; first < allRows(); first += size) {
      groups.add(new Bands(first, Math.min(size, allRows() - first)));
    }
    return groups;
  }

  /** How many tiles groups have: most of them as many as the first one, the last one fewer. */
  LongStream sizes() {
    return groups().stream().mapToLong(this::tiles).distinct();
  }

  /** Tiles of a group. */
  long tiles(Bands group) {
    return (long) group.count() * columns();
  }

  private int allRows() {
    return from.dim(0) * rows();
  }

  /** Rows of tiles of a picture. */
  int rows() {
    return method().tiles(into.dim(2));
  }

  /** Tiles of a row. */
  int columns() {
    return method().tiles(into.dim(3));
  }

  /**
   * Rows of tiles that are worked on at a time, so that the transformed ones stay in the cache;
   * more if those of the weight, which are read each time, take more than that.
   */
  private int rowsAtOnce() {
    long one = (long) method().products() * columns() * tileBytes();
    long room = Math.max(grouping.bytes(), weightBytes(type));
    int share = (allRows() + grouping.lanes() - 1) / grouping.lanes();
    int most = Math.clamp(room / one, 1, share);
    int groups = (share + most - 1) / most;
    return (share + groups - 1) / groups;
  }

  /** Lanes that have anything to do. */
  int lanes() {
    return grouping.used(groups().size());
  }

  /**
   * Whether all transformed tiles take so little that nobody minds, and machine code can reach
   * them.
   */
  public boolean fits() {
    long most = Math.max(inputTiles().bytes(), products().bytes());
    return Math.max(most, weightBytes(DataType.F32)) <= LARGEST;
  }

  /**
   * Multiplications that are saved against direct convolution, for each byte of transformed tiles
   * that is written or read.
   *
   * @param made whether the transformed kernels are made each time, not only once
   */
  public double gain(boolean made) {
    double channels = (double) from.dim(1) * into.dim(1);
    double pixels = (double) from.dim(0) * into.dim(2) * into.dim(3);
    double all = (double) allRows() * columns();
    int products = method().products();
    double saved = channels * (9 * pixels - products * all);
    double moved = 2 * products * all * tileBytes();
    double weight = weightBytes(type);
    return saved / (moved + (made ? 2 : 1) * weight);
  }

  /** Bytes of one element of a tile and of one product, for all channels. */
  private long tileBytes() {
    return (long) type.bytes() * from.dim(1) + (long) Float.BYTES * into.dim(1);
  }

  /** Bytes of the transformed kernels in some type. */
  long weightBytes(DataType elements) {
    return (long) method().products() * from.dim(1) * into.dim(1) * elements.bytes();
  }

  /** Those of the weight row by row. */
  TransformedTiles transformedKernels() {
    return new TransformedTiles(method(), type, from.dim(1), into.dim(1));
  }

  /** Those of what is read. */
  TransformedTiles inputTiles() {
    return new TransformedTiles(method(), type, tilesAtOnce(), from.dim(1));
  }

  /** Those of the gradient of what is written. */
  TransformedTiles upstreamTiles() {
    return new TransformedTiles(method(), type, tilesAtOnce(), into.dim(1));
  }

  /** The transformed tiles of what is read, in pairs. */
  PairedTiles inputPairs() {
    return new PairedTiles(method(), pairs(rowsAtOnce()), from.dim(1));
  }

  /** The transformed tiles of the gradient of what is written, in pairs. */
  PairedTiles upstreamPairs() {
    return new PairedTiles(method(), pairs(rowsAtOnce()), into.dim(1));
  }

  /** Pairs of tiles of some rows: of those of two rows, the last ones perhaps alone. */
  int pairs(int rows) {
    return Math.multiplyExact(Math.ceilDiv(rows, 2), columns());
  }

  /** What becomes the results: sums, which are f32. */
  TransformedTiles products() {
    return new TransformedTiles(method(), DataType.F32, tilesAtOnce(), into.dim(1));
  }

  private long tilesAtOnce() {
    return (long) rowsAtOnce() * columns();
  }

  /** Elements of the longer one of a row of what is read and of one of what is written. */
  int zeros() {
    return Math.max(from.dim(1) * from.dim(3), into.dim(1) * into.dim(3));
  }

  Placement target() {
    return Placement.of(into, type, blocked);
  }

  /**
   * Tiles beside each other of which the same columns are within the picture.
   *
   * @param count of tiles
   */
  record Run(int count, Columns columns) {}

  /** The tiles of a row by what they read. */
  List<Run> reading() {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < columns(); i++) {
      int x = i * method().step() - left;
      int first = Math.clamp(-x, 0, method().tile());
      append(runs, new Columns(first, Math.clamp(from.dim(3) - x, first, method().tile())));
    }
    return runs;
  }

  /** The tiles of a row by what they write. */
  List<Run> writing() {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < columns(); i++) {
      int step = method().step();
      append(runs, new Columns(0, Math.min(into.dim(3) - i * step, step)));
    }
    return runs;
  }

  private static void append(List<Run> runs, Columns columns) {
    boolean more = !runs.isEmpty() && runs.getLast().columns().equals(columns);
    runs.add(new Run(more ? runs.removeLast().count() + 1 : 1, columns));
  }
}
