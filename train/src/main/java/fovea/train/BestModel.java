package fovea.train;

import fovea.model.ModelFile;
import java.nio.file.Path;
import java.util.Optional;

/** The model of the best epoch, kept until it could be saved: by then others may have followed. */
final class BestModel {
  private Optional<ModelFile> unsaved = Optional.empty();

  /** Takes the place of an earlier one, saved or not. */
  void replace(ModelFile model) {
    unsaved = Optional.of(model);
  }

  /** Whether there is one that is not saved. */
  boolean isUnsaved() {
    return unsaved.isPresent();
  }

  /**
   * Saves it; after a failure it is kept.
   *
   * @throws fovea.format.FormatException if it cannot be written
   */
  void save(Path file) {
    unsaved.orElseThrow().write(file);
    unsaved = Optional.empty();
  }
}
