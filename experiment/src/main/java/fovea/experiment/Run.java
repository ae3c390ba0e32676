package fovea.experiment;

import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.train.EpochReport;
import fovea.train.run.RunFolder;
import fovea.train.run.RunRecord;
import fovea.train.run.RunSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run as its folder keeps it.
 *
 * @param folder where it is kept
 * @param settings what it was trained with; empty for a run that has saved nothing yet
 * @param epochs what each epoch has brought, the first one first
 */
public record Run(RunFolder folder, RunSettings settings, List<EpochReport> epochs) {

  /** No training has more; a longer file is not one of ours. */
  private static final long MAX_BYTES = 256L << 20;

  /** What a training writes, from its start on. */
  private static final List<String> TRACES =
      List.of(
          "model.safetensors",
          "best.safetensors",
          "checkpoints",
          "events.jsonl",
          "run.json",
          RunFolder.LOCK);

  /** Copies the list. */
  public Run {
    epochs = List.copyOf(epochs);
  }

  /**
   * Reads a run.
   *
   * @param folder where a training has written
   * @throws FormatException if that is no run, or one whose files cannot be read
   */
  public static Run read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new FormatException(
          folder.toString(), "expected the folder of a run, found none", "Check the path");
    }
    if (!isIn(folder)) {
      throw new FormatException(
          folder.toString(),
          "expected the folder of a run, found a folder without a model, checkpoints or epochs",
          "Check the path");
    }
    RunFolder run = new RunFolder(folder);
    return new Run(run, SavedSettings.of(run), epochs(run));
  }

  /** Whether a training has written to a folder. */
  public static boolean isIn(Path folder) {
    return TRACES.stream().anyMatch(name -> Files.exists(folder.resolve(name)));
  }

  /** Its name: that of the folder. */
  public String name() {
    Path name = folder.path().toAbsolutePath().normalize().getFileName();
    return name == null ? folder.path().toString() : name.toString();
  }

  /**
   * What it was asked for and has cost; empty for one that the command line has not made.
   *
   * @throws FormatException if its record cannot be read
   */
  public Optional<RunRecord> record() {
    return RunRecord.find(folder);
  }

  /**
   * The epochs of a run that are done; none of one that has just begun.
   *
   * @throws FormatException if its file of events cannot be read
   */
  public static List<EpochReport> epochs(RunFolder run) {
    Path file = run.events();
    if (!Files.exists(file)) {
      return List.of();
    }
    List<EpochReport> epochs = new ArrayList<>();
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new FormatException(
            file.toString(), "expected a line for each epoch, found more", "Check the file");
      }
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        String where = file + ", line " + (epochs.size() + 1);
        epochs.add(epoch(line, where));
      }
    } catch (IOException e) {
      throw new FormatException(
          file.toString(), "cannot be read (" + e + ")", "Check the file and its permissions");
    }
    return epochs;
  }

  private static EpochReport epoch(String line, String where) {
    if (!(Json.parse(line, where) instanceof JsonObject json)) {
      throw new FormatException(
          where, "expected the object of an epoch, found another", "Check the file");
    }
    try {
      return EpochReport.fromJson(json);
    } catch (FormatException e) {
      throw e.within(where);
    }
  }
}
