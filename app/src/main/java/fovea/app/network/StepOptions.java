package fovea.app.network;

import fovea.app.network.NetworkOptions.Subject;
import fovea.app.option.NumberReaders;
import fovea.graph.type.Precision;
import fovea.graph.type.TensorType;
import fovea.train.SyntheticStep;
import fovea.zoo.catalog.NetworkArguments;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which step of a network is looked at: training or prediction, on how many pictures. */
public final class StepOptions {

  private static final int LARGEST_BATCH = 64;

  /** Values of all pictures of a usual batch: 8 pictures of 3 × 224 × 224. */
  private static final int VALUES = 1 << 21;

  @Option(
      names = "--train",
      description = "A step of training (sgd with momentum), instead of a prediction.")
  private boolean train;

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Batch size (default: 1; for training 64, fewer where pictures are large).")
  private Optional<Integer> batch = Optional.empty();

  /** The step of {@code subject}, computed in {@code precision}. */
  public SyntheticStep of(Subject subject, Precision precision) {
    NetworkArguments arguments = subject.arguments();
    TensorType pictures = arguments.input(batch.orElse(train ? usualBatch(arguments) : 1));
    return new SyntheticStep(subject.network(), train, pictures, precision);
  }

  private static int usualBatch(NetworkArguments arguments) {
    int fitting = Math.clamp(VALUES / arguments.features(), 1, LARGEST_BATCH);
    return Integer.highestOneBit(fitting);
  }
}
