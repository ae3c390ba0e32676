package fovea.onednn.weightgradient;

import fovea.onednn.code.EachCall;
import fovea.onednn.code.Placement;
import fovea.onednn.code.Routine;
import fovea.onednn.code.Span;
import fovea.onednn.ffm.system.MachineCalls;
import fovea.onednn.ffm.system.MachineCode;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * What one thread does for a gradient, stage by stage: pairs of some pixels of some blocks of the
 * input are made, then theirs for one or two blocks of the upstream gradient after the other, and
 * each time all products. While products are made, the pixels of what comes next are fetched.
 *
 * @param memory for what must be brought together
 * @param gradient where it goes, or a sum over some of the pixels
 * @param adds whether to add to what is there
 */
record GradientShare(
    Operand input,
    Operand upstream,
    Shares.Share share,
    PairMemory memory,
    MemorySegment gradient,
    boolean adds,
    Function<Routine, MachineCode> codes) {
  private static final int COLUMNS = OuterProducts.MOST_COLUMNS;
  private static final long BLOCK_BYTES = (long) Placement.BLOCK * Placement.BLOCK * Float.BYTES;

  /** Some pairs of pixels of some blocks of the input. */
  private record Stage(Span pairs, Span rows) {
    /** Addresses that products fetch from. */
    int fetches() {
      return OuterProducts.HALVES * rows.size();
    }
  }

  /** Makes it ready to run. */
  Runnable bind() {
    List<Stage> stages = stages();
    List<Span> columns = columns().inSteps(COLUMNS);
    Fetches fetches = new Fetches(stages.stream().mapToLong(Stage::fetches).sum() * columns.size());
    MachineCalls.Program calls = new MachineCalls.Program();
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      Stage next = stages.get(Math.min(i + 1, stages.size() - 1));
      long rows = input.pairs(stage.rows(), stage.pairs(), memory.rows(), calls);
      for (Span some : columns) {
        long others = upstream.pairs(some, stage.pairs(), memory.columns(), calls);
        long ahead = fetches.end();
        fetch(stage, next, some, others, fetches);
        multiply(stage, some, rows, others, ahead, calls);
      }
    }
    List<MemorySegment> tables = new ArrayList<>(input.tables());
    tables.addAll(upstream.tables());
    tables.add(fetches.all());
    return new MachineCalls(codes.apply(new EachCall()), calls, tables);
  }

  private List<Stage> stages() {
    List<Stage> stages = new ArrayList<>();
    for (Span pairs : share.pairs().inSteps(PairMemory.PAIRS)) {
      for (Span rows : share.rows().inSteps(PairMemory.ROWS)) {
        stages.add(new Stage(pairs, rows));
      }
    }
    return stages;
  }

  /** Blocks of the upstream gradient. */
  private Span columns() {
    Span groups = share.columns();
    int end = Math.min(groups.end() * COLUMNS, upstream.rows());
    return new Span(groups.first() * COLUMNS, end);
  }

  private void multiply(
      Stage stage, Span some, long rows, long others, long ahead, MachineCalls.Program calls) {
    boolean more = adds || stage.pairs().first() > share.pairs().first();
    long across = input.rows() * BLOCK_BYTES;
    long place = some.first() * across + stage.rows().first() * BLOCK_BYTES;
    calls.add(
        codes.apply(
            new OuterProducts(
                some.size(), input.block(), upstream.block(), Math.toIntExact(across), more)),
        rows,
        others,
        gradient.address() + place,
        stage.rows().size(),
        stage.pairs().size(),
        ahead);
  }

  /**
   * Lists what to fetch during the products with some blocks of the upstream gradient: the blocks
   * after these, and a share of the next stage's input.
   *
   * @param cached what is asked for where there is nothing: memory that is in the cache anyway
   */
  private void fetch(Stage stage, Stage next, Span some, long cached, Fetches fetches) {
    Span columns = columns();
    boolean last = some.end() == columns.end();
    int column = last ? columns.first() : some.end();
    int pair = (last ? next : stage).pairs().first();
    int turn = (some.first() - columns.first()) / COLUMNS;
    int row = next.rows().first() + turn * (stage.fetches() - COLUMNS) - COLUMNS;
    for (int i = 0; i < stage.fetches(); i++) {
      OptionalLong address = OptionalLong.empty();
      if (i < COLUMNS && column + i < columns.end()) {
        address = upstream.dense(column + i, pair);
      } else if (i >= COLUMNS && row + i < next.rows().end()) {
        address = input.dense(row + i, next.pairs().first());
      }
      fetches.add(address.orElse(cached));
    }
  }
}
