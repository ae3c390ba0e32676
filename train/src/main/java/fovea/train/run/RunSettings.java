package fovea.train.run;

import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.model.ModelFile;
import java.nio.file.Path;
import java.util.List;

/**
 * What a run was trained with: model, data and their augmentation, task, optimizer and so on, as
 * its model file says.
 *
 * @param json the settings by name
 */
public record RunSettings(JsonObject json) {

  /**
   * Those of a run.
   *
   * @param runOrFile its folder or a model file of it
   * @throws FormatException if there is no model file, or none that a trainer has written
   */
  public static RunSettings of(Path runOrFile) {
    Path file = RunFolder.modelIn(runOrFile);
    try {
      return new RunSettings(ModelFile.read(file).card().provenance().object("training"));
    } catch (FormatException e) {
      throw e.within(file.toString());
    }
  }

  /**
   * In what another run differs. Results of runs that differ in more than what is compared say
   * little; above all those with another augmentation, see {@link
   * SettingDifference#isAugmentation}.
   */
  public List<SettingDifference> differences(RunSettings other) {
    return SettingDifference.between(json, other.json());
  }
}
