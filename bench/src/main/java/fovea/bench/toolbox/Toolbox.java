package fovea.bench.toolbox;

import fovea.bench.compare.CommandLineException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Function;

/** The experiments of the toolbox by name. */
public final class Toolbox {

  private record Entry(Size usual, Function<Size, Experiment> experiment) {}

  private static final SequencedMap<String, Entry> ALL = all();

  private Toolbox() {}

  /** Runs an experiment; a number of 0 stands for the usual one. */
  public static void run(String name, int epochs, int seeds, int pictures) {
    Entry entry = ALL.get(name);
    if (entry == null) {
      throw new CommandLineException(
          "toolbox: expected one of " + String.join(", ", ALL.keySet()) + ", found " + name);
    }
    Size usual = entry.usual();
    Size size =
        new Size(
            epochs == 0 ? usual.epochs() : epochs,
            seeds == 0 ? usual.seeds() : seeds,
            pictures == 0 ? usual.pictures() : pictures);
    entry.experiment().apply(size).run(size.seeds());
  }

  private static SequencedMap<String, Entry> all() {
    SequencedMap<String, Entry> all = new LinkedHashMap<>();
    all.put("early-stopping", new Entry(new Size(60, 3, 2_000), EarlyEnd::experiment));
    all.put("ema", new Entry(new Size(10, 3, 5_000), WeightMean::experiment));
    all.put("class-weights", new Entry(new Size(20, 3, 2_000), RareClass::experiment));
    all.put("mixup", new Entry(new Size(60, 3, 2_000), Mixing::experiment));
    all.put("stochastic-depth", new Entry(new Size(40, 3, 2_000), SkippedBlocks::experiment));
    return all;
  }
}
