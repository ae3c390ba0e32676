package fovea.app.finetune;

import fovea.app.config.ConfigOption;
import fovea.app.config.Configuration;
import fovea.app.config.ConfiguredVerb;
import fovea.app.network.PrecisionOption;
import fovea.app.network.WeightOptions;
import fovea.app.recipe.AdversarialOptions;
import fovea.app.recipe.GoalOptions;
import fovea.app.recipe.GoalSettings;
import fovea.app.recipe.PictureOptions;
import fovea.app.recipe.PictureSettings;
import fovea.app.recipe.Recipe;
import fovea.app.recipe.UpdateOptions;
import fovea.app.recipe.UpdateSettings;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.Verb;
import fovea.app.train.CheckpointOptions;
import fovea.app.train.EventOption;
import fovea.app.train.OutOption;
import fovea.app.train.ProgressOption;
import fovea.app.train.ReportOption;
import fovea.app.train.RunPlace;
import fovea.csv.PhotoTable;
import fovea.data.photo.PhotoFolders;
import fovea.format.FormatException;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.hub.Model;
import fovea.hub.WeightFit;
import fovea.hub.finetune.FineTune;
import fovea.hub.finetune.FineTuneRecord;
import fovea.hub.finetune.PhotoSplit;
import fovea.hub.finetune.TargetTask;
import fovea.train.optim.Adam;
import fovea.train.optim.Clip;
import fovea.train.task.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Fine-tunes a pretrained network on a user's own photos. */
@Command(
    name = "finetune",
    description = {
      "Makes a classifier for your own photos out of a network that has seen many others. First its"
          + " new head learns from features that the rest computes once; then, unless that is"
          + " frozen as a whole, everything else is tuned, too, at a lower rate. At the end both"
          + " are compared. The run is kept in a new folder under runs/, beside the photos and"
          + " never among them.",
    })
public final class Finetune implements Verb, ConfiguredVerb {

  /** Small, fast, and good: what most users want who do not say what they want. */
  private static final String DEFAULT_MODEL = "mobilenet_v2/imagenet1k_v2";

  @Parameters(
      arity = "0..1",
      paramLabel = "PHOTOS_DIR",
      description =
          "A folder that has a sub-folder of photos for each class, or folders for training and"
              + " validation (train/ and val/, or other usual names) that have; or a table (.csv,"
              + " .tsv) that names photos and says the class, the labels or the numbers of each.")
  private Optional<Path> photos = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "MODEL",
      description = "The pretrained model, as predict takes it (default: " + DEFAULT_MODEL + ").")
  private String from = DEFAULT_MODEL;

  @Mixin private WeightOptions weights;

  @Mixin private TuningOptions tuning;

  @ArgGroup(validate = false, heading = "%nA table of photos:%n", order = 8)
  private TableOptions table = new TableOptions();

  @ArgGroup(validate = false, heading = "%nPhotos that are held back:%n", order = 9)
  private SplitOptions split = new SplitOptions();

  @ArgGroup(validate = false, heading = "%nPictures:%n", order = 10)
  private PictureOptions pictures = new PictureOptions();

  @ArgGroup(validate = false, heading = "%nOptimizer and schedule of fine-tuning:%n", order = 11)
  private UpdateOptions updates = new UpdateOptions();

  @ArgGroup(validate = false, heading = "%nLoss, tests and end of fine-tuning:%n", order = 12)
  private GoalOptions goal = new GoalOptions();

  @ArgGroup(validate = false, heading = "%nAdversarial examples:%n", order = 13)
  private AdversarialOptions adversarial = new AdversarialOptions();

  @Mixin private PrecisionOption precision;

  @Mixin private OutOption out;

  @Mixin
  @SuppressWarnings("UnusedVariable") // ConfigFile reads it before all others
  private ConfigOption config;

  @Mixin private ProgressOption progress;

  @Mixin private EventOption events;

  @Mixin private ReportOption page;

  @Mixin private CheckpointOptions checkpoints;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description =
          "Resume a run that was stopped or killed, without PHOTOS_DIR; only --epochs may change.")
  private Optional<Path> resume = Optional.empty();

  @Mixin private GlobalOptions options;

  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    progress.check(options);
    return resume.map(run -> resumed(session, run)).orElseGet(() -> fresh(session));
  }

  private JsonValue fresh(Session session) {
    PhotoSplit parts = split.parts();
    RunPlace place = out.placeOutside("finetune-" + name(), data(parts));
    if (place.isBesideData()) {
      session.say("the run is kept beside the photos, not among them: " + place.folder());
    }
    return run(session, place);
  }

  private JsonValue resumed(Session session, Path run) {
    RunPlace place = RunPlace.existing(session, run, FineTuneRecord.isIn(run));
    if (photos.isEmpty()) {
      throw new FormatException(
          run.toString(),
          "expected a fine-tuning of the command line, with the options in its run.json, found none"
              + " that are whole",
          "Go on with one of a program by that program, or begin it again in another folder");
    }
    return run(session, place);
  }

  private JsonValue run(Session session, RunPlace place) {
    tuning.check(typed());
    PhotoFolders folders = folders();
    Task task = TargetTask.of(folders);
    Supplier<int[]> counts = folders.train()::counts;
    // What is wrong with the options shows before a model is loaded.
    recipe(task, counts, Math.max(1, tuning.epochs(folders)));
    session.startEngine();
    Model pretrained = weights.load(session, Configuration.located(from), WeightFit.BODY);
    int epochs = tuning.applyTo(FineTune.of(pretrained), FineTune.HEAD_RATE).plannedEpochs(folders);
    Recipe recipe = recipe(task, counts, Math.max(1, epochs));
    FineTune settings = settings(pretrained, recipe).on(folders);
    var wishes =
        new FinetuneRun.Wishes(
            configuration(recipe, epochs), progress, events, checkpoints.checkpoints());
    var report =
        new FinetuneRun(session, place, from, plan(recipe, epochs), wishes).run(settings, recipe);
    report.show(session);
    page.write(session, report.folder(), report.judged(), report.facts());
    return weights.addTo(report.json());
  }

  private Path photos() {
    return photos.orElseThrow(
        () ->
            new UsageException(
                "PHOTOS_DIR",
                "expected a folder of photos, found none",
                "name one, or a run that goes on by --resume"));
  }

  /** Which photo is for what. */
  private PhotoFolders folders() {
    if (PhotoTable.isNamed(photos()) && !Files.isDirectory(photos())) {
      PhotoFolders found = PhotoTable.read(photos(), table.choice()).photos();
      return split.parts().of(found, options.seed());
    }
    typed().matchedOptions().stream()
        .filter(TableOptions::has)
        .findFirst()
        .ifPresent(
            option -> {
              throw new UsageException(
                  option.longestName(),
                  "is for a table of photos, found the folder " + photos(),
                  "leave it out, or name a .csv file");
            });
    return split.parts().of(photos(), options.seed());
  }

  /** The name of the photos' folder or table, also where it is called by a dot. */
  private String name() {
    Path last = photos().toAbsolutePath().normalize().getFileName();
    String name = last == null ? "photos" : last.toString();
    return PhotoTable.isNamed(photos()) ? name.replaceFirst("\\.[^.]+$", "") : name;
  }

  /** The folders that a run must not be kept in. */
  private List<Path> data(PhotoSplit parts) {
    return Stream.concat(Stream.of(photos()), parts.folders().stream()).toList();
  }

  @Override
  public boolean hasEffect(OptionSpec option, Map<String, String> typed) {
    return TuningOptions.hasEffect(option, typed);
  }

  private ParseResult typed() {
    return command.commandLine().getParseResult();
  }

  /**
   * What comes after the head has learned.
   *
   * @param task that the photos are for
   * @param counts gives the number of training photos of each class
   */
  private Recipe recipe(Task task, Supplier<int[]> counts, int epochs) {
    var usual =
        new UpdateSettings(
            new Adam(FineTune.HEAD_RATE),
            FineTune.SCHEDULE,
            Clip.none(),
            Optional.of(FineTune.AVERAGE),
            1);
    return new Recipe(
        epochs,
        tuning.batch(),
        precision.precision(),
        pictures.applyTo(new PictureSettings(FineTune.AUGMENTATION)),
        updates.applyTo(usual, tuning.headRate(), "--head-lr", epochs),
        adversarial.applyTo(goal.applyTo(new GoalSettings().task(task), counts)));
  }

  /**
   * The options by which the run is repeated.
   *
   * @param epochs of tuning, 0 if the head alone learns
   */
  private JsonObject configuration(Recipe recipe, int epochs) {
    JsonObject decided =
        JsonObject.empty()
            .with("photos", Configuration.located(photos().toString()))
            .with("from", Configuration.located(from))
            .with("precision", precision.precision().toString())
            .with("seed", options.seed());
    List<JsonObject> parts = new ArrayList<>();
    parts.add(tuning.configuration(recipe.updates().optimizer().rate(), epochs));
    if (epochs > 0) {
      parts.add(recipe.options());
    }
    for (JsonObject part : parts) {
      for (var option : part.members().entrySet()) {
        decided = decided.with(option.getKey(), option.getValue());
      }
    }
    return Configuration.of(typed(), decided);
  }

  private FineTune settings(Model pretrained, Recipe recipe) {
    var settings =
        FineTune.of(pretrained)
            .augments(recipe.pictures().augmentation())
            .loading(loader -> pictures.threads(recipe.pictures().sampled(loader)))
            .precision(precision.precision())
            .seed(options.seed());
    return tuning.applyTo(settings, recipe.updates().optimizer().rate());
  }

  /** What happens after the head has learned, a line each. */
  private List<Recipe.Line> plan(Recipe recipe, int epochs) {
    if (epochs == 0) {
      return List.of(
          new Recipe.Line(
              "then",
              tuning.isHeadAlone()
                  ? "nothing more"
                  : "nothing more: with so few photos, tuning the rest would rather do harm"));
    }
    List<Recipe.Line> lines = new ArrayList<>();
    lines.add(new Recipe.Line("then", tuning.then()));
    lines.addAll(recipe.lines());
    lines.add(new Recipe.Line("seed", Long.toString(options.seed())));
    return lines;
  }
}
