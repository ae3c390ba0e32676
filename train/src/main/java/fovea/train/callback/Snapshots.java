package fovea.train.callback;

import fovea.format.AtomicFile;
import fovea.train.EpochReport;
import fovea.train.TrainCallback;
import fovea.train.TrainControl;
import fovea.train.internal.SettingChecks;
import fovea.train.run.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;

/**
 * Keeps the model as it is after every so many epochs, of a training that saves into a folder. With
 * a cosine that restarts as often, each is the end of a cycle: the members of a snapshot ensemble,
 * of one training (Huang et al. 2017).
 *
 * <p>A training that is resumed misses none: a snapshot is written before the checkpoint that would
 * pass it. Has state: an object is for one training at a time.
 */
public final class Snapshots implements TrainCallback {
  private final RunFolder folder;
  private final int epochs;
  private final IntFunction<Path> file;
  private int finished;

  /**
   * Snapshots of the training in {@code folder}.
   *
   * @param epochs between two of them
   * @param file where each is written, by its number from 1
   * @throws fovea.graph.type.FoveaException if there is less than an epoch between two
   */
  public Snapshots(RunFolder folder, int epochs, IntFunction<Path> file) {
    SettingChecks.atLeast("epochs between snapshots", epochs, 1);
    this.folder = folder;
    this.epochs = epochs;
    this.file = file;
  }

  @Override
  public void epochFinished(EpochReport report, TrainControl control) {
    finished = report.epoch();
  }

  /** Copies the model that has been saved after an epoch; one saved within an epoch is none. */
  @Override
  public void saved(Path saved) {
    if (finished > 0 && saved.equals(folder.model())) {
      if (finished % epochs == 0) {
        copy(saved, file.apply(finished / epochs));
      }
      finished = 0;
    }
  }

  private static void copy(Path saved, Path snapshot) {
    try {
      Files.createDirectories(snapshot.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    AtomicFile.write(snapshot, out -> Files.copy(saved, out));
  }
}
