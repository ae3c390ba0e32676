package fovea.experiment.recipe;

import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.photo.PhotoFolder;
import fovea.data.photo.SplitRecord;
import fovea.data.sampling.StratifiedSample;
import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.format.JsonString;
import fovea.format.JsonValue;
import fovea.hub.Model;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The pictures of a run, by the part that they were. */
sealed interface RunPictures {

  /** A data set that is known by name, with training and test pictures. */
  record Named(String data) implements RunPictures {}

  /** Photos of which the run has kept in which part each was. */
  record Recorded(SplitRecord split) implements RunPictures {}

  /**
   * Which ones are wanted.
   *
   * @param model that they are for
   * @param data where data sets are that are known by name
   * @param most so many, drawn at random
   * @param seed decides which
   * @param watcher hears of each photo that was decoded
   */
  record Wanted(Model model, NamedPictures data, int most, long seed, PartWatcher watcher) {}

  /**
   * Those of a run.
   *
   * @throws FormatException if it does not say what they were
   */
  static RunPictures of(Path run, Model model) {
    Optional<SplitRecord> split = SplitRecord.find(run);
    if (split.isPresent()) {
      return new Recorded(split.get());
    }
    Optional<JsonValue> task = model.card().provenance().find("task");
    if (task.isPresent()
        && task.get() instanceof JsonObject json
        && json.find("data").orElse(json) instanceof JsonString(String name)) {
      return new Named(name);
    }
    throw new FormatException(
        run.toString(),
        "expected a run of train or finetune, which says what pictures it has, found another",
        "Measure the errors in your program, and give them by --errors");
  }

  /** The parts that there are. */
  default Set<ErrorPart> parts() {
    return switch (this) {
      case Named _ -> EnumSet.of(ErrorPart.TRAIN, ErrorPart.DEV);
      case Recorded(SplitRecord split) -> {
        Set<ErrorPart> parts = EnumSet.noneOf(ErrorPart.class);
        for (ErrorPart part : ErrorPart.values()) {
          if (part.ofData().filter(split::has).isPresent()) {
            parts.add(part);
          }
        }
        yield parts;
      }
    };
  }

  /** What to know of the parts, a sentence each, without full stop. */
  default List<String> notes() {
    return switch (this) {
      case Named _ ->
          List.of(
              "the test pictures stand for dev: the best epoch was chosen by them, so whether the"
                  + " model is tuned to them too much cannot be seen without others");
      case Recorded _ -> List.of();
    };
  }

  /**
   * Pictures of a part.
   *
   * @param isSample whether they were drawn from more
   */
  record Loaded(PictureSet pictures, boolean isSample) {}

  /** The pictures of a part. */
  default Loaded load(ErrorPart part, Wanted wanted) {
    return switch (this) {
      case Named(String data) -> {
        PictureSet all =
            wanted.data().load(data, part == ErrorPart.TRAIN ? Split.TRAIN : Split.TEST);
        boolean isSample = all.size() > wanted.most();
        yield new Loaded(
            isSample ? all.split((double) wanted.most() / all.size(), wanted.seed()).first() : all,
            isSample);
      }
      case Recorded(SplitRecord split) -> {
        PhotoFolder all = split.part(part.ofData().orElseThrow());
        PictureSet loaded =
            sample(all, wanted)
                .load(
                    wanted.model().preprocessing(),
                    (done, total) -> wanted.watcher().at(part, done, total, "photos"));
        yield new Loaded(loaded, all.photos().size() > wanted.most());
      }
    };
  }

  private static PhotoFolder sample(PhotoFolder all, Wanted wanted) {
    int size = all.photos().size();
    if (size <= wanted.most()) {
      return all;
    }
    int[] drawn = StratifiedSample.draw(size, (double) wanted.most() / size, wanted.seed());
    return new PhotoFolder(
        all.root(),
        all.classes(),
        Arrays.stream(drawn).mapToObj(all.photos()::get).toList(),
        List.of());
  }
}
