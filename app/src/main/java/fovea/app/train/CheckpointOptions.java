package fovea.app.train;

import fovea.app.option.NumberReaders;
import fovea.error.UserException;
import fovea.train.run.CheckpointInterval;
import fovea.train.run.Checkpoints;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that say what a run keeps to go on from; the result is the same with any. */
public final class CheckpointOptions {

  @Option(
      names = "--checkpoint-every",
      paramLabel = "500steps|2m|epoch",
      converter = IntervalReader.class,
      description =
          "Steps or time between checkpoints, from which a killed run is resumed; epoch: only after"
              + " each epoch (default: auto, about every minute).")
  private Optional<CheckpointInterval> every = Optional.empty();

  @Option(
      names = "--keep-checkpoints",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Number of checkpoints to keep, which are the newest (default: 2).")
  private Optional<Integer> kept = Optional.empty();

  /** Reads how often to write a checkpoint. */
  static final class IntervalReader implements ITypeConverter<CheckpointInterval> {
    @Override
    public CheckpointInterval convert(String text) {
      try {
        return CheckpointInterval.parse(text);
      } catch (UserException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** What the user wants. */
  public Checkpoints checkpoints() {
    var usual = new Checkpoints();
    return new Checkpoints(every.orElse(usual.every()), kept.orElse(usual.kept()));
  }
}
