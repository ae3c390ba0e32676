package fovea.experiment;

import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.photo.SplitRecord;
import fovea.data.split.DataPart;
import fovea.data.split.PictureParts;
import fovea.data.split.SplitRule;
import fovea.error.UserException;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.hub.Model;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pictures of a run, by the part that they were. */
public sealed interface RunPictures {

  /**
   * Those of a data set that is known by name.
   *
   * @param data its name
   * @param rule by which its training pictures were split
   */
  record Named(String data, SplitRule rule) implements RunPictures {

    private static final String DATA = "data";
    private static final String SPLIT = "split";

    /** Those that the task of a training says; none if it does not. */
    static Optional<Named> of(JsonObject task) {
      return task.find(DATA).orElse(task) instanceof JsonString(String name)
          ? Optional.of(new Named(name, rule(task)))
          : Optional.empty();
    }

    /**
     * How the task of a training says that pictures are split.
     *
     * @throws UserException if that is damaged
     */
    public static SplitRule rule(JsonObject task) {
      return task.find(SPLIT).isPresent() ? SplitRule.fromJson(task.object(SPLIT)) : SplitRule.NONE;
    }

    /** The task of a training that learns from them. */
    public JsonObject addTo(JsonObject task) {
      JsonObject named = task.with(DATA, data);
      return rule.shares().isNone() ? named : named.with(SPLIT, rule.toJson());
    }

    /**
     * The pictures of a part.
     *
     * @param sets where the data set is
     * @throws fovea.data.pixels.DataException if it is nowhere, or does not have the part
     */
    public PictureSet load(DataPart part, NamedPictures sets) {
      return part == DataPart.TEST ? sets.load(data, Split.TEST) : training(sets).part(part);
    }

    /** The pictures of all parts. */
    public Map<DataPart, PictureSet> load(NamedPictures sets) {
      Map<DataPart, PictureSet> parts = training(sets).parts();
      parts.put(DataPart.TEST, sets.load(data, Split.TEST));
      return parts;
    }

    /** All but the test pictures. */
    public PictureParts training(NamedPictures sets) {
      return PictureParts.of(sets.load(data, Split.TRAIN), rule);
    }
  }

  /** Photos of which the run has kept in which part each was. */
  record Recorded(SplitRecord split) implements RunPictures {}

  /**
   * Those of the run that a model comes from; empty if nothing says what they were, as for a
   * fine-tuned model outside of the folder of its run.
   *
   * @param runOrFile the folder of the run, or the model's file
   * @throws UserException if what says so is damaged
   */
  static Optional<RunPictures> find(Path runOrFile, Model model) {
    Optional<RunPictures> recorded =
        SplitRecord.find(runOrFile)
            .filter(split -> outputs(split).equals(model.classes()))
            .map(Recorded::new);
    return recorded.isPresent() ? recorded : named(model, runOrFile);
  }

  /** What the model of a fine-tuning gives. */
  private static List<String> outputs(SplitRecord split) {
    return split.folders().targets().outputs(split.folders().train().classes());
  }

  private static Optional<RunPictures> named(Model model, Path runOrFile) {
    JsonObject provenance = model.card().provenance();
    try {
      return provenance.find("task").orElse(provenance) instanceof JsonObject task
          ? Named.of(task).map(RunPictures.class::cast)
          : Optional.empty();
    } catch (UserException e) {
      throw e.within(runOrFile + ", provenance");
    }
  }

  /** The parts that there are. */
  default Set<DataPart> parts() {
    Set<DataPart> parts =
        switch (this) {
          case Named(_, SplitRule rule) -> {
            Set<DataPart> named = EnumSet.of(DataPart.TEST);
            named.addAll(rule.shares().wanted());
            yield named;
          }
          case Recorded(SplitRecord split) -> EnumSet.copyOf(split.folders().parts());
        };
    return Collections.unmodifiableSet(parts);
  }

  /** The part that epochs are judged by, so that the best of them is chosen by it. */
  default DataPart choosing() {
    return parts().contains(DataPart.VALIDATION) ? DataPart.VALIDATION : DataPart.TEST;
  }

  /** The part that the model is judged by in the end: test pictures if there are any. */
  default DataPart judging() {
    return parts().contains(DataPart.TEST) ? DataPart.TEST : DataPart.VALIDATION;
  }
}
