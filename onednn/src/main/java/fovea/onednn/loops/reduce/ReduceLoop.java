package fovea.onednn.loops.reduce;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import fovea.onednn.ffm.system.OpenMp;
import fovea.onednn.loops.LoopAxis;
import fovea.onednn.rows.Joining;
import fovea.onednn.rows.Matrix;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A reduction of an f32 tensor, as it lies, to a row-major one.
 *
 * <p>Floats are joined lane by lane, which the compiler turns into vector code, {@link #ROWS} of
 * them and then in quarters; what comes of that is joined in doubles. So a sum is off by less than
 * a millionth of the sum of magnitudes, however many numbers there are.
 *
 * <p>Threads take tasks with results of their own. Where there are too few, each takes a part of
 * every task, and what they find is joined in their order. So results repeat bit for bit for the
 * same number of threads.
 */
public abstract sealed class ReduceLoop implements Runnable, OpenMp.Body
    permits SumLoop, LargestLoop {
  private static final int CHUNK = Reducing.MOST;

  /** With the folding of a chunk at most 16 roundings of 2^-24 each: less than a millionth. */
  private static final int ROWS = 8;

  /** Elements that are joined one by one, since to fold them takes longer. */
  private static final int SHORT = 16;

  private static final long WORTH_A_TEAM = 32 * CHUNK;
  private static final int MOST_AXES = 24;
  private static final ThreadLocal<Space> SPACE = ThreadLocal.withInitial(Space::new);

  /** Where elements come from. */
  interface Source {
    /** Writes the elements from {@code at} on into {@code lane}; on any thread. */
    void read(float[] lane, long at, int length);

    /** Where they are if they lie in memory as they are. */
    default Optional<MemorySegment> memory() {
      return Optional.empty();
    }

    /** Those of a tensor. */
    static Source of(MemorySegment tensor) {
      return new Tensor(tensor);
    }
  }

  private record Tensor(MemorySegment elements) implements Source {
    @Override
    public void read(float[] lane, long at, int length) {
      MemorySegment.copy(elements, JAVA_FLOAT, at * Float.BYTES, lane, 0, length);
    }

    @Override
    public Optional<MemorySegment> memory() {
      return Optional.of(elements);
    }
  }

  /** What a thread works in. */
  private static final class Space {
    final float[] lane = new float[CHUNK];
    final float[] rows = new float[CHUNK];
    final float[] quarter = new float[CHUNK / 4];
    final float[] sixteenth = new float[CHUNK / 16];
    final double[] totals = new double[CHUNK];
    final Matrix matrix = new Matrix();
    final long[] begins = new long[MOST_AXES];
    final long[] ends = new long[MOST_AXES];

    // Lines of elements that are to be joined: so many, one each stride, of some length.
    long start;
    long count;
    long stride;
    long length;

    /** How many of them a chunk holds, if they follow each other. */
    int together() {
      return stride == length ? (int) (CHUNK / length) : 0;
    }
  }

  private final Reducing reducing;
  private final double scale;
  private final Source from;
  private final MemorySegment to;
  private final int team;

  /** Where the elements are, if machine code can join them. */
  private final long address;

  private final Optional<? extends Joining> ofRows;
  private final Optional<? extends Joining> ofColumns;

  /** What each thread finds where they share tasks; else empty. */
  private final double[][] shares;

  /**
   * A reduction.
   *
   * @param axes of the tensor as it lies, outermost first, with their steps in the result; places
   *     beyond its end are left out
   * @param scale of what is written
   */
  ReduceLoop(List<LoopAxis> axes, double scale, Source from, MemorySegment to) {
    this.scale = scale;
    this.from = from;
    this.to = to;
    this.address = from.memory().map(MemorySegment::address).orElse(0L);
    this.ofRows = from.memory().flatMap(_ -> joining(true));
    this.ofColumns = from.memory().flatMap(_ -> joining(false));
    this.team = LoopAxis.elements(axes) < WORTH_A_TEAM ? 1 : OpenMp.threads();
    this.reducing = new Reducing(axes, team);
    boolean share = reducing.tasks() < team && reducing.shared() >= 0;
    this.shares = share ? new double[team][Math.toIntExact(reducing.results())] : new double[0][];
  }

  /** What joins rows, or columns, by machine code. */
  abstract Optional<? extends Joining> joining(boolean rows);

  /** What joins with any number to that. */
  abstract double neutral();

  /** Joins two numbers. */
  abstract double join(double a, double b);

  /** Joins elements of {@code lane} from {@code at} on to those of {@code rows} from 0 on. */
  abstract void join(float[] rows, int from, float[] lane, int at, int length);

  /** Joins four elements of {@code lane} for each of the first of {@code into}: they lie apart. */
  abstract void join(float[] into, float[] lane, int from, int apart, int length);

  /** Joins the first elements of {@code rows} to the totals from {@code at} on. */
  abstract void join(double[] totals, int at, float[] rows, int length);

  @Override
  public final void run() {
    if (team == 1) {
      run(0, 1);
    } else {
      OpenMp.parallel(this);
    }
    if (shares.length > 0) {
      finish();
    }
  }

  @Override
  public final void run(int thread, int threads) {
    Space space = SPACE.get();
    if (shares.length > 0) {
      share(space, thread, threads);
      return;
    }
    long tasks = reducing.tasks();
    for (long task = tasks * thread / threads; task < tasks * (thread + 1) / threads; task++) {
      long first = reducing.box(task, space.begins, space.ends);
      int results = reducing.results(space.begins, space.ends);
      Arrays.fill(space.totals, 0, results, neutral());
      visit(space, space.totals, 0, 0, 0);
      write(space, space.totals, 0, first, results);
    }
  }

  private void share(Space space, int thread, int threads) {
    for (int own = thread; own < shares.length; own += threads) {
      double[] totals = shares[own];
      Arrays.fill(totals, neutral());
      for (long task = 0; task < reducing.tasks(); task++) {
        int first = (int) reducing.box(task, space.begins, space.ends);
        int axis = reducing.shared();
        long size = reducing.sizes[axis];
        space.begins[axis] = size * own / shares.length;
        space.ends[axis] = size * (own + 1) / shares.length;
        visit(space, totals, 0, 0, first);
      }
    }
  }

  private void finish() {
    double[] totals = shares[0];
    for (int other = 1; other < shares.length; other++) {
      for (int i = 0; i < totals.length; i++) {
        totals[i] = join(totals[i], shares[other][i]);
      }
    }
    Space space = SPACE.get();
    for (int first = 0; first < totals.length; first += CHUNK) {
      write(space, totals, first, first, Math.min(CHUNK, totals.length - first));
    }
  }

  /** Joins what the box has on the axes from {@code axis} on to the totals. */
  private void visit(Space space, double[] totals, int axis, long at, int place) {
    int last = reducing.sizes.length - 1;
    if (axis >= last - 1) {
      leaf(space, totals, axis, at, place);
      return;
    }
    long begin = space.begins[axis];
    for (long i = begin; i < space.ends[axis]; i++) {
      int there = place + (int) ((i - begin) * reducing.places[axis]);
      visit(space, totals, axis + 1, at + i * reducing.strides[axis], there);
    }
  }

  /** Joins what lies on the last two axes, or the only one. */
  private void leaf(Space space, double[] totals, int axis, long at, int place) {
    int last = reducing.sizes.length - 1;
    boolean only = axis == last;
    space.length = space.ends[last] - space.begins[last];
    space.count = only ? 1 : space.ends[axis] - space.begins[axis];
    space.stride = only ? space.length : reducing.strides[axis];
    long skipped = only ? 0 : space.begins[axis] * space.stride;
    space.start = at + skipped + space.begins[last];
    if (byMachineCode(space, reducing.reduced[last], totals, place)) {
      return;
    }
    if (reducing.reduced[last]) {
      runs(space, totals, place);
    } else {
      rows(space, totals, place);
    }
  }

  private boolean byMachineCode(Space space, boolean rows, double[] totals, int place) {
    Optional<? extends Joining> joining = rows ? ofRows : ofColumns;
    if (joining.isEmpty()) {
      return false;
    }
    Matrix lines = space.matrix.at(address + space.start * Float.BYTES, space.count);
    lines.lying(space.stride, space.length);
    boolean taken = joining.get().takes(lines);
    if (taken) {
      joining.get().join(lines, totals, place);
    }
    return taken;
  }

  /** Joins each line to one total. */
  private void runs(Space space, double[] totals, int place) {
    int many = space.together();
    if (many < 2) {
      for (int i = 0; i < space.count; i++) {
        double found = run(space, space.start + i * space.stride, space.length);
        totals[place + i] = join(totals[place + i], found);
      }
      return;
    }
    int length = (int) space.length;
    for (int i = 0; i < space.count; i += many) {
      int count = (int) Math.min(many, space.count - i);
      read(space.lane, space.start + (long) i * length, count * length);
      for (int line = 0; line < count; line++) {
        double found = fold(space, space.lane, line * length, length);
        totals[place + i + line] = join(totals[place + i + line], found);
      }
    }
  }

  private double run(Space space, long start, long length) {
    double total = neutral();
    long at = start;
    long end = start + length;
    while (at < end) {
      int first = (int) Math.min(CHUNK, end - at);
      read(space.rows, at, first);
      at += first;
      for (int row = 1; row < ROWS && at < end; row++) {
        int next = (int) Math.min(CHUNK, end - at);
        read(space.lane, at, next);
        join(space.rows, 0, space.lane, 0, next);
        at += next;
      }
      total = join(total, fold(space, space.rows, 0, first));
    }
    return total;
  }

  /** Joins the quarters of some elements to one, and so on while that pays. */
  private double fold(Space space, float[] lane, int from, int length) {
    float[] source = lane;
    int start = from;
    int left = length;
    for (int round = 0; left > SHORT; round++) {
      float[] into = round % 2 == 0 ? space.quarter : space.sixteenth;
      left = quarter(into, source, start, left);
      source = into;
      start = 0;
    }
    double total = neutral();
    for (int i = start; i < start + left; i++) {
      total = join(total, source[i]);
    }
    return total;
  }

  /** Joins the quarters of some elements, the last of which may be shorter; how many that makes. */
  private int quarter(float[] into, float[] lane, int from, int length) {
    int quarter = Math.ceilDiv(length, 4);
    int whole = length - 3 * quarter;
    join(into, lane, from, quarter, whole);
    for (int i = whole; i < quarter; i++) {
      double two = join(lane[from + i], lane[from + i + quarter]);
      into[i] = (float) join(two, lane[from + i + 2 * quarter]);
    }
    return quarter;
  }

  /** Joins lines to each other, place by place. */
  private void rows(Space space, double[] totals, int place) {
    int width = (int) space.length;
    int many = Math.max(1, space.together());
    long row = 0;
    while (row < space.count) {
      int first = (int) Math.min(many, space.count - row);
      read(space.rows, space.start + row * space.stride, first * width);
      row += first;
      for (int i = 1; i < ROWS && row < space.count; i++) {
        int next = (int) Math.min(many, space.count - row);
        read(space.lane, space.start + row * space.stride, next * width);
        join(space.rows, 0, space.lane, 0, next * width);
        row += next;
      }
      for (int left = first; left > 1; left = (left + 1) / 2) {
        int half = (left + 1) / 2;
        join(space.rows, 0, space.rows, half * width, (left - half) * width);
      }
      join(totals, place, space.rows, width);
    }
  }

  private void read(float[] lane, long at, int length) {
    from.read(lane, at, length);
  }

  /** Writes totals from {@code at} on as the results from number {@code first} on. */
  private void write(Space space, double[] totals, int at, long first, int length) {
    long limit = to.byteSize() / Float.BYTES;
    List<LoopAxis> results = reducing.results;
    if (results.size() == 1 && results.getFirst().step() <= 1) {
      int count = Math.clamp(limit - first, 0, length);
      for (int i = 0; i < count; i++) {
        space.lane[i] = (float) (totals[at + i] * scale);
      }
      MemorySegment.copy(space.lane, 0, to, JAVA_FLOAT, first * Float.BYTES, count);
      return;
    }
    for (int i = 0; i < length; i++) {
      long place = place(first + i);
      if (place < limit) {
        to.setAtIndex(JAVA_FLOAT, place, (float) (totals[at + i] * scale));
      }
    }
  }

  /** Where the result of a number lies. */
  private long place(long number) {
    long rest = number;
    long place = 0;
    for (int i = reducing.results.size() - 1; i >= 0; i--) {
      LoopAxis axis = reducing.results.get(i);
      place += rest % axis.size() * axis.step();
      rest /= axis.size();
    }
    return place;
  }
}
