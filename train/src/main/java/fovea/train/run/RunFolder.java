package fovea.train.run;

import fovea.format.AtomicFile;
import fovea.graph.type.FoveaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a training keeps what it makes; every file but events for TensorBoard is either the old one
 * or the new one, whatever happens while it is written.
 *
 * <ul>
 *   <li>{@code model.safetensors}: the last good model, as it was after the newest epoch that ended
 *       well (or when the training was stopped). A training that diverges leaves it alone.
 *   <li>{@code best.safetensors}: the model of the epoch that did best on the test examples by the
 *       task's first metric, or by the loss. That figure flatters, since the examples helped to
 *       choose; evaluate on others.
 *   <li>{@code checkpoints/}: the newest states of the training, each a file with all that is
 *       needed to go on: weights, what the optimizer remembers, and how far the training has come.
 *   <li>{@code events.jsonl}: a line of JSON for each epoch.
 *   <li>{@code run.json}: what the run was asked for, on what it ran, and what it has cost, as a
 *       {@link RunRecord}; the command line writes it.
 *   <li>{@code events.out.tfevents.….fovea}: numbers, histograms and pictures for TensorBoard,
 *       where a callback writes them; these grow at their end.
 *   <li>{@code report.html}: what the run has brought, for a browser; the command line writes it.
 *   <li>{@code .lock}: by which a training keeps others out; it means nothing when none is running.
 * </ul>
 */
public record RunFolder(Path path) {

  /** The name of the file that is locked while a training writes to the folder. */
  public static final String LOCK = ".lock";

  /** The model file that {@code runOrFile} stands for: itself, or that of a run's folder. */
  public static Path modelIn(Path runOrFile) {
    return Files.isDirectory(runOrFile) ? new RunFolder(runOrFile).model() : runOrFile;
  }

  /** The last good model. */
  public Path model() {
    return path.resolve("model.safetensors");
  }

  /** The model of the best epoch. */
  public Path best() {
    return path.resolve("best.safetensors");
  }

  /** What a stopped training goes on from. */
  public CheckpointFolder checkpoints() {
    return new CheckpointFolder(path.resolve("checkpoints"));
  }

  /** A line for each epoch. */
  public Path events() {
    return path.resolve("events.jsonl");
  }

  /** What the run was asked for, and what it has cost. */
  public Path record() {
    return path.resolve("run.json");
  }

  /**
   * Makes the folder, and keeps every other training out of it until the lock is closed; what a
   * killed one has written in part is removed.
   *
   * @throws FoveaException if one is going on in the folder, or the folder cannot be made
   */
  public RunLock lock() {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw unusable(e);
    }
    RunLock lock = RunLock.take(path);
    AtomicFile.removeTemporaries(path);
    AtomicFile.removeTemporaries(checkpoints().path());
    return lock;
  }

  /**
   * Removes what another training has left in the folder, and makes the one for checkpoints.
   *
   * @throws FoveaException if that cannot be done
   */
  public void clear() {
    try {
      checkpoints().clear();
      for (Path file : List.of(model(), best(), events())) {
        Files.deleteIfExists(file);
      }
      checkpoints().create();
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private FoveaException unusable(IOException e) {
    return FoveaException.at(
        path.toString(),
        "the folder for the run cannot be used (" + e + ")",
        "choose another folder",
        e);
  }
}
