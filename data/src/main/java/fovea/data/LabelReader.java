package fovea.data;

import fovea.data.augment.CounterRandom;
import fovea.data.batch.BatchAugment;
import fovea.data.batch.TensorSpec;
import fovea.data.pixels.DataException;
import fovea.graph.type.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/** Reads the classes of examples, whatever else they consist of. */
final class LabelReader {
  private static final TensorSpec LABEL = TensorSpec.label("label");

  private LabelReader() {}

  /**
   * The only target, a class.
   *
   * @throws DataException if there are other targets, or none
   */
  static TensorSpec spec(DataSet data) {
    List<TensorSpec> targets = data.schema().targets();
    if (targets.size() != 1 || !targets.getFirst().type().equals(LABEL.type())) {
      throw new DataException(
          data.name(),
          "expected one class as the target of each example, found " + targets,
          "Use what needs classes with a data set that has them");
    }
    return targets.getFirst();
  }

  /**
   * Checks that examples can be mixed.
   *
   * @throws DataException if they have not one input of {@code f32} and one class
   */
  static void checkMixing(DataSet data, List<BatchAugment> augments) {
    List<TensorSpec> inputs = data.schema().inputs();
    if (inputs.size() != 1 || inputs.getFirst().type().dtype() != DType.F32) {
      throw new DataException(
          data.name(),
          "expected one input of f32 to mix examples, found " + inputs,
          "Leave out the augmentation of batches");
    }
    spec(data);
    augments.forEach(augment -> augment.check(inputs.getFirst()));
  }

  /** Reads every example. */
  static int[] labels(DataSet data) {
    int which = data.schema().inputs().size();
    spec(data);
    int[] labels = new int[data.size()];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment[] memory =
          data.schema().all().stream()
              .map(spec -> arena.allocate(spec.type().bytes(), BatchMemory.ALIGNMENT))
              .toArray(MemorySegment[]::new);
      ExampleReader reader = data.reader();
      var row = new BatchRow(data);
      for (int i = 0; i < labels.length; i++) {
        row.move(memory, 0);
        reader.read(i, new CounterRandom(0, 0, i), row);
        labels[i] = memory[which].get(ValueLayout.JAVA_INT, 0);
      }
    }
    return labels;
  }

  /** How often each label from 0 on is there, of at least so many classes. */
  static int[] counts(int[] labels, int classes) {
    int[] counts = new int[Math.max(classes, Arrays.stream(labels).max().orElse(-1) + 1)];
    for (int label : labels) {
      if (label >= 0) {
        counts[label]++;
      }
    }
    return counts;
  }
}
