package fovea.train.run;

import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.Safetensors;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a run keeps its checkpoints, each a file of its own that has all that the training goes on
 * from, such as {@code step-000000128.safetensors} after 128 changes of the weights.
 *
 * @param path of the folder
 */
public record CheckpointFolder(Path path) {

  /** Key of the metadata under which a checkpoint says where its run comes from. */
  public static final String PROVENANCE = "provenance";

  private static final System.Logger LOG = System.getLogger("fovea.train");
  private static final Pattern NAME = Pattern.compile("step-(\\d{9,18})\\.safetensors");

  /**
   * What was read of the newest checkpoint that could be.
   *
   * @param file the checkpoint
   * @param content of it
   * @param damaged why newer ones could not be read
   */
  public record Newest<T>(Path file, T content, List<FormatException> damaged) {}

  /** The checkpoint after so many changes of the weights. */
  public Path file(long steps) {
    return path.resolve(String.format(Locale.ROOT, "step-%09d.safetensors", steps));
  }

  /**
   * All checkpoints, the newest first.
   *
   * @throws FormatException if the folder cannot be read
   */
  public List<Path> files() {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(path)) {
      for (Path file : all) {
        if (isCheckpoint(file)) {
          files.add(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new FormatException(path.toString(), "cannot be read (" + e + ")", "Check the folder");
    }
    files.sort(Comparator.comparingLong(CheckpointFolder::steps).reversed());
    return files;
  }

  private static boolean isCheckpoint(Path file) {
    return steps(file) >= 0;
  }

  private static long steps(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }

  /**
   * Reads the newest checkpoint, or the one before if that is damaged, and so on.
   *
   * @param reader throws a {@link FormatException} for a file that is damaged
   * @throws FormatException if there is none, or all are damaged
   */
  public <T> Newest<T> newest(Function<Path, T> reader) {
    List<FormatException> damaged = new ArrayList<>();
    for (Path file : files()) {
      try {
        return new Newest<>(file, reader.apply(file), List.copyOf(damaged));
      } catch (FormatException e) {
        damaged.add(e);
      }
    }
    throw damaged.stream()
        .findFirst()
        .orElseGet(
            () ->
                new FormatException(
                    path.toString(),
                    "expected a checkpoint of a training, found none",
                    "Begin the training anew, in another folder: its checkpoints were removed, or"
                        + " it ended before the first"));
  }

  /**
   * What the newest checkpoint that is whole says of its origin.
   *
   * @throws FormatException if there is none
   */
  public Newest<JsonObject> provenance() {
    return newest(
        file -> {
          String text = Safetensors.read(file).metadata().getOrDefault(PROVENANCE, "");
          if (!text.isEmpty() && Json.parse(text, file.toString()) instanceof JsonObject json) {
            return json;
          }
          throw new FormatException(
              file.toString(),
              "expected the provenance of a training in the metadata, found none",
              "Name the folder of a training that was stopped");
        });
  }

  /** Makes the folder. */
  void create() throws IOException {
    Files.createDirectories(path);
  }

  /** Removes all checkpoints, the oldest last. */
  void clear() throws IOException {
    for (Path file : files()) {
      Files.delete(file);
    }
  }

  /**
   * Removes all but the newest {@code count}, once that after {@code steps} changes of the weights
   * is whole; later ones are damaged, or the training would not have been there again.
   */
  public void keep(long steps, int count) {
    List<Path> files = files();
    List<Path> kept = files.stream().filter(file -> steps(file) <= steps).limit(count).toList();
    for (Path file : files) {
      if (!kept.contains(file)) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          // Such as on Windows, where the file that a training has gone on from is still open.
          LOG.log(System.Logger.Level.DEBUG, "removed after the next checkpoint: " + file, e);
        }
      }
    }
  }
}
