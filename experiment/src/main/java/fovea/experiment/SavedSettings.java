package fovea.experiment;

import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.format.Safetensors;
import fovea.model.ModelFile;
import fovea.train.run.RunFolder;
import fovea.train.run.RunSettings;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is known of how a run is trained: by its model, or by its newest checkpoint where it has
 * none yet.
 */
final class SavedSettings {
  private static final String TRAINING = "training";
  private static final String FINETUNE = "finetune";

  private SavedSettings() {}

  /**
   * The settings of a run; none where it has saved nothing that says them. Those of a fine-tuning
   * have a member {@code finetune} of what was chosen before it.
   *
   * @throws FormatException if a file is damaged
   */
  static RunSettings of(RunFolder run) {
    if (Files.exists(run.model())) {
      return ofModel(run.model());
    }
    for (Path file : run.checkpoints().files()) {
      JsonObject found = ofCheckpoint(file);
      if (!found.members().isEmpty()) {
        return new RunSettings(found);
      }
    }
    return new RunSettings(JsonObject.empty());
  }

  private static RunSettings ofModel(Path file) {
    try {
      JsonObject provenance = ModelFile.read(file).card().provenance();
      JsonObject training =
          provenance.find(TRAINING).isPresent() ? provenance.object(TRAINING) : JsonObject.empty();
      return new RunSettings(
          provenance.find(FINETUNE).isPresent()
              ? training.with(FINETUNE, provenance.object(FINETUNE))
              : training);
    } catch (FormatException e) {
      throw e.within(file.toString());
    }
  }

  private static JsonObject ofCheckpoint(Path file) {
    String text = Safetensors.read(file).metadata().getOrDefault("settings", "");
    JsonValue settings = text.isEmpty() ? JsonObject.empty() : Json.parse(text, file.toString());
    return settings instanceof JsonObject json ? json : JsonObject.empty();
  }
}
