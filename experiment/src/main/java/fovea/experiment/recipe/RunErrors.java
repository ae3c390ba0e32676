package fovea.experiment.recipe;

import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.photo.SplitRecord;
import fovea.data.sets.Data;
import fovea.data.sets.DataOptions;
import fovea.data.split.DataPart;
import fovea.experiment.NamedPictures;
import fovea.experiment.RunPictures;
import fovea.format.FormatException;
import fovea.hub.Model;
import fovea.hub.ModelEvaluator;
import fovea.hub.Models;
import fovea.train.metric.Evaluation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The errors of a run's model on the parts of its data, without augmentation: {@code
 * RunErrors.of(run).measure()}.
 *
 * @param run its folder
 * @param most number of training pictures that are looked at; more tell hardly more
 * @param seed decides which
 * @param data where data sets are that are known by name
 */
public record RunErrors(Path run, int most, long seed, NamedPictures data) {
  private static final int MOST = 5_000;

  /**
   * Errors and how they came about.
   *
   * @param errors of the parts that there are
   * @param notes what to know of them, a sentence each, without full stop
   */
  public record Measured(PartErrors errors, List<String> notes) {

    /** Copies the list. */
    public Measured {
      notes = List.copyOf(notes);
    }
  }

  /** Those of a run, on at most 5,000 training pictures. */
  public static RunErrors of(Path run) {
    return new RunErrors(
        run, MOST, 1, (name, split) -> Data.named(name, split, DataOptions.defaults()));
  }

  /** On other numbers of training pictures. */
  public RunErrors most(int pictures) {
    return new RunErrors(run, pictures, seed, data);
  }

  /** On others of the training pictures. */
  public RunErrors seed(long other) {
    return new RunErrors(run, most, other, data);
  }

  /** With data sets from elsewhere. */
  public RunErrors data(NamedPictures other) {
    return new RunErrors(run, most, seed, other);
  }

  /** Measures them; see {@link #measure(PartWatcher)}. */
  public Measured measure() {
    return measure((_, _, _, _) -> {});
  }

  /**
   * Measures them.
   *
   * @throws FormatException if the run has no model, does not say what its pictures were, or they
   *     have labels or numbers
   * @throws fovea.graph.type.FoveaException if the model does not classify
   * @throws fovea.data.pixels.DataException if its pictures are no longer there
   */
  public Measured measure(PartWatcher watcher) {
    Model model = Models.load(run);
    RunPictures pictures = RunPictures.find(run, model).orElseThrow(this::unknown);
    requireClasses(pictures);
    NamedPictures loaded = loadedOnce();
    PartErrors errors = PartErrors.none();
    List<String> notes = new ArrayList<>();
    boolean testIsDev = pictures.choosing() == DataPart.TEST;
    if (testIsDev) {
      notes.add(
          "the test pictures stand for dev: the best epoch was chosen by them, so whether the"
              + " model is tuned to them too much cannot be seen without others");
    }
    for (DataPart dataPart : pictures.parts()) {
      ErrorPart part =
          testIsDev && dataPart == DataPart.TEST ? ErrorPart.DEV : ErrorPart.of(dataPart);
      int limit = part == ErrorPart.TRAIN ? most : Integer.MAX_VALUE;
      PartSample sample =
          PartSample.of(
              pictures,
              dataPart,
              new PartSample.Wanted(model, loaded, limit, seed),
              (done, total) -> watcher.at(part, done, total, "photos"));
      Evaluation evaluation =
          ModelEvaluator.of(model, sample.pictures())
              .run(
                  (done, total) -> {
                    watcher.at(part, done, total, "evaluating");
                    return true;
                  });
      long n = evaluation.n();
      errors = errors.counted(part, (double) (n - Math.round(evaluation.accuracy() * n)), n);
      if (sample.isDrawn()) {
        notes.add(
            String.format(
                Locale.ROOT,
                "the training error is that of %,d training pictures, drawn at random",
                n));
      }
    }
    return new Measured(errors, notes);
  }

  /** The data sets, of which several parts may come, each loaded once. */
  private NamedPictures loadedOnce() {
    Map<Split, PictureSet> loaded = new EnumMap<>(Split.class);
    return (name, split) -> loaded.computeIfAbsent(split, _ -> data.load(name, split));
  }

  /** Shares that are wrong are those of pictures that have one class. */
  private void requireClasses(RunPictures pictures) {
    if (pictures instanceof RunPictures.Recorded(SplitRecord split)
        && !split.folders().targets().task().hasClasses()) {
      throw new FormatException(
          run.toString(),
          "expected a model that tells classes apart, found one for "
              + split.folders().targets().task(),
          "Compare evaluate RUN --data training with --data validation and --data test");
    }
  }

  private FormatException unknown() {
    return new FormatException(
        run.toString(),
        "expected a run of train or finetune, which says what pictures it has, found another",
        "Measure the errors in your program, and give them by --errors");
  }
}
