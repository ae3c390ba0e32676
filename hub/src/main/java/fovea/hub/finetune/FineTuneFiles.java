package fovea.hub.finetune;

import fovea.data.photo.SplitRecord;
import fovea.format.AtomicFile;
import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.format.Safetensors;
import fovea.graph.type.HostBuffer;
import fovea.model.FileArrays;
import fovea.model.ModelFile;
import fovea.train.run.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The files of a fine-tuning in the folder of its run, beside those of its training. A stage that
 * is done is found again by them; the baseline is the last that the first stage writes.
 *
 * @param run the folder
 */
record FineTuneFiles(RunFolder run) {

  /** The model whose head alone has learned. */
  Path baseline() {
    return run.path().resolve("baseline.safetensors");
  }

  /** The model after the last step of tuning. */
  Path tuned() {
    return run.path().resolve("tuned.safetensors");
  }

  /** The head that tuning begins from. */
  private Path head() {
    return run.path().resolve("head.safetensors");
  }

  /** How the penalty of the head was chosen. */
  private Path search() {
    return run.path().resolve("head.json");
  }

  /** What is kept, and why. */
  private Path choice() {
    return run.path().resolve("choice.json");
  }

  /** Removes what another run has left, and writes what this one is of. */
  void begin(FineTuneStart start, FineTuneRecord record) {
    run.clear();
    try {
      for (Path file : List.of(baseline(), tuned(), head(), search(), choice())) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SplitRecord.of(start.photos().folders(), start.photos().train()).write(run.path());
    record.write(run.path());
  }

  /** Keeps what the first stage has brought. */
  void write(HeadStage.Heads heads, FineTuneStart start) {
    new Safetensors(FileArrays.arrays("", heads.tunedFrom())).write(head());
    write(search(), HeadSearchJson.write(heads.search()));
    new ModelFile(start.card(), heads.baseline()).write(baseline());
  }

  /** What the first stage has brought, unless it was not done or a file of it is damaged. */
  Optional<HeadStage.Heads> heads() {
    if (!Files.exists(baseline())) {
      return Optional.empty();
    }
    try {
      SequencedMap<String, HostBuffer> tunedFrom =
          FileArrays.values(Safetensors.read(head()).arrays());
      JsonValue search = Json.parse(Files.readString(search()), search().toString());
      return search instanceof JsonObject json
          ? Optional.of(
              new HeadStage.Heads(
                  HeadSearchJson.read(json), ModelFile.read(baseline()).values(), tunedFrom))
          : Optional.empty();
    } catch (FormatException | IOException _) {
      return Optional.empty();
    }
  }

  /** Writes what is kept, and why. */
  void write(FineTuneChoice chosen) {
    write(choice(), chosen.toJson());
  }

  private static void write(Path file, JsonObject json) {
    AtomicFile.write(file, Json.write(json) + "\n");
  }
}
