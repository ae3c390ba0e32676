package fovea.onednn.winograd;

import fovea.graph.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * How tiles cover the pictures of a convolution.
 *
 * @param from shape of what is read {@code [n, c, h, w]}
 * @param into shape of what is written {@code [n, k, oh, ow]}
 * @param top rows of zeros above the picture
 * @param left columns of zeros before it
 * @param blocked whether both lie in {@code nChw16c}, not in {@code nhwc}
 */
public record Tiling(Shape from, Shape into, int top, int left, boolean blocked) {
  /** What the factors of a group of tiles may take: a part of what last-level caches hold. */
  private static final long CACHED = 8L << 20;

  /** What factors may take at most, in bytes. */
  private static final long LARGEST = 1L << 28;

  /** All rows of tiles, in groups that are worked on one after the other. */
  List<Bands> groups() {
    List<Bands> groups = new ArrayList<>();
    int size = rowsAtOnce();
    for (int first = 0; first < allRows(); first += size) {
      groups.add(new Bands(first, Math.min(size, allRows() - first)));
    }
    return groups;
  }

  private int allRows() {
    return from.dim(0) * rows();
  }

  /** Rows of tiles of a picture. */
  int rows() {
    return Winograd.tiles(into.dim(2));
  }

  /** Tiles of a row. */
  int columns() {
    return Winograd.tiles(into.dim(3));
  }

  /**
   * Rows of tiles that are worked on at a time, so that their factors stay in the cache; more if
   * those of the weight, which are read each time, take more than that.
   */
  private int rowsAtOnce() {
    long one = Float.BYTES * (long) Winograd.PRODUCTS * columns() * (from.dim(1) + into.dim(1));
    long room = Math.max(CACHED, weightFactors().bytes());
    int most = Math.clamp(room / one, 1, allRows());
    int groups = (allRows() + most - 1) / most;
    return (allRows() + groups - 1) / groups;
  }

  /** Whether all factors take so little that nobody minds, and machine code can reach them. */
  public boolean fits() {
    long most = Math.max(inputFactors().bytes(), outputFactors().bytes());
    return Math.max(most, weightFactors().bytes()) <= LARGEST;
  }

  /**
   * Multiplications that are saved against direct convolution, for each byte of factors that is
   * written or read.
   *
   * @param made whether the factors of the weight are made each time, not only once
   */
  public double gain(boolean made) {
    double channels = (double) from.dim(1) * into.dim(1);
    double pixels = (double) from.dim(0) * into.dim(2) * into.dim(3);
    double all = (double) allRows() * columns();
    double saved = channels * (9 * pixels - Winograd.PRODUCTS * all);
    double moved = 2 * Float.BYTES * Winograd.PRODUCTS * all * (from.dim(1) + into.dim(1));
    double weight = Float.BYTES * Winograd.PRODUCTS * channels;
    return saved / (moved + (made ? 2 : 1) * weight);
  }

  Factors weightFactors() {
    return new Factors(from.dim(1), into.dim(1));
  }

  Factors inputFactors() {
    return new Factors((long) rowsAtOnce() * columns(), from.dim(1));
  }

  Factors outputFactors() {
    return new Factors((long) rowsAtOnce() * columns(), into.dim(1));
  }

  /** Floats of the longer one of a row of what is read and of one of what is written. */
  int zeros() {
    return Math.max(from.dim(1) * from.dim(3), into.dim(1) * into.dim(3));
  }

  Placement target() {
    return Placement.of(into, blocked);
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
      int x = i * Winograd.STEP - left;
      int first = Math.clamp(-x, 0, Winograd.TILE);
      append(runs, new Columns(first, Math.clamp(from.dim(3) - x, first, Winograd.TILE)));
    }
    return runs;
  }

  /** The tiles of a row by what they write. */
  List<Run> writing() {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < columns(); i++) {
      append(runs, new Columns(0, Math.min(into.dim(3) - i * Winograd.STEP, Winograd.STEP)));
    }
    return runs;
  }

  private static void append(List<Run> runs, Columns columns) {
    boolean more = !runs.isEmpty() && runs.getLast().columns().equals(columns);
    runs.add(new Run(more ? runs.removeLast().count() + 1 : 1, columns));
  }
}
