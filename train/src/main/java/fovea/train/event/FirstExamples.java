package fovea.train.event;

import fovea.data.BatchPrefetcher;
import fovea.data.DataLoader;
import fovea.data.batch.Batch;
import fovea.graph.type.HostBuffer;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Examples as a training gets them first, read beside it, so that it does not notice. */
final class FirstExamples {
  private static final int MOST = 32;
  private static final int FEWEST = 4;

  /** Numbers in the inputs of a few examples: of these, every result is kept at the same time. */
  private static final long NUMBERS = 1 << 17;

  private final Batch all;

  FirstExamples(DataLoader data) {
    int size = Math.min(MOST, data.data().size());
    var batches = new DataLoader(data.data(), size, data.sampling(), data.assembly().threads(1));
    try (BatchPrefetcher prefetcher = batches.open()) {
      all = rows(prefetcher.epoch(0).iterator().next(), size);
    }
  }

  /** Enough to show. */
  Batch all() {
    return all;
  }

  /** As many as can be computed with quickly: fewer of large ones. */
  Batch few() {
    long numbers =
        all.inputs().values().stream().mapToLong(each -> each.type().shape().elements()).sum();
    long fit = NUMBERS * all.size() / Math.max(1, numbers);
    return rows(all, Math.min(all.size(), Math.clamp(fit, FEWEST, MOST)));
  }

  /** Copies: the memory of a batch is used again. */
  private static Batch rows(Batch batch, int count) {
    return new Batch(rows(batch.inputs(), count), rows(batch.targets(), count));
  }

  private static SequencedMap<String, HostBuffer> rows(
      SequencedMap<String, HostBuffer> values, int count) {
    SequencedMap<String, HostBuffer> rows = new LinkedHashMap<>();
    values.forEach((name, value) -> rows.put(name, value.rows(0, count).copy()));
    return rows;
  }
}
