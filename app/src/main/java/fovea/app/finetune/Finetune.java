package fovea.app.finetune;

import fovea.app.config.ConfigOption;
import fovea.app.config.Configuration;
import fovea.app.config.ConfiguredVerb;
import fovea.app.config.RunOptions;
import fovea.app.network.PrecisionOption;
import fovea.app.network.WeightOptions;
import fovea.app.option.NameReaders;
import fovea.app.option.NumberReaders;
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
import fovea.hub.finetune.Freeze;
import fovea.hub.finetune.PhotoSplit;
import fovea.hub.finetune.TargetTask;
import fovea.train.optim.Adam;
import fovea.train.schedule.Schedule;
import fovea.train.task.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

  /** Options beside those in groups that are for what comes after the head has learned. */
  private static final Set<String> FOR_TUNING =
      Stream.concat(Stream.of("--epochs", "--batch", "--base-lr"), RunOptions.TRAINING.stream())
          .collect(Collectors.toUnmodifiableSet());

  private static final double HEAD_RATE = 1e-3;

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

  @Option(
      names = "--freeze",
      paramLabel = "all|none|LAYER",
      converter = NameReaders.FreezeText.class,
      description =
          "What to freeze: all but the new head, none (default), or everything up to a layer"
              + " and that, such as layer3 or features.13.")
  private Freeze freeze = new Freeze.None();

  @Option(
      names = "--unfreeze-after",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Epochs of fine-tuning after which the frozen layers are unfrozen.")
  private Optional<Integer> unfreezeAfter = Optional.empty();

  @Option(
      names = "--head-lr",
      paramLabel = "X",
      converter = NumberReaders.Positive.class,
      description = "Learning rate of the new head (default: that of the optimizer, 0.001).")
  private Optional<Double> headRate = Optional.empty();

  @Option(
      names = "--base-lr",
      paramLabel = "X",
      converter = NumberReaders.Positive.class,
      description = "Learning rate of all other layers (default: a tenth of that of the head).")
  private Optional<Double> baseRate = Optional.empty();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Epochs of fine-tuning (default: 3).")
  private int epochs = 3;

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Batch size of fine-tuning (default: 32).")
  private int batch = 32;

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
    requireFrozenLayer();
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
    requireTuning();
    PhotoFolders folders = folders();
    Recipe recipe = recipe(TargetTask.of(folders), folders.train()::counts);
    session.startEngine();
    Model pretrained = weights.load(session, Configuration.located(from), WeightFit.BODY);
    FineTune settings = settings(pretrained, recipe).on(folders);
    var wishes =
        new FinetuneRun.Wishes(configuration(recipe), progress, events, checkpoints.checkpoints());
    var report = new FinetuneRun(session, place, from, plan(recipe), wishes).run(settings, recipe);
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

  /** With a head alone, what is for fine-tuning would have no effect. */
  private void requireTuning() {
    Optional<String> tuning =
        typed().matchedOptions().stream()
            .filter(Finetune::isForTuning)
            .map(OptionSpec::longestName)
            .findFirst();
    if (tuning.isPresent() && freeze instanceof Freeze.All) {
      throw new UsageException(
          tuning.get(),
          "is for what comes after the head has learned, and --freeze all leaves nothing",
          "leave one of them out");
    }
  }

  @Override
  public boolean hasEffect(OptionSpec option, Map<String, String> typed) {
    String wanted = typed.getOrDefault("--freeze", "");
    boolean unfreezes = option.longestName().equals("--unfreeze-after");
    return wanted.isEmpty()
        || switch (Freeze.parse(wanted)) {
          case Freeze.All _ -> !unfreezes && !isForTuning(option);
          case Freeze.None _ -> !unfreezes;
          case Freeze.UpTo _ -> true;
        };
  }

  private static boolean isForTuning(OptionSpec option) {
    return option.group() == null
        ? FOR_TUNING.contains(option.longestName())
        : !SplitOptions.has(option) && !TableOptions.has(option);
  }

  private ParseResult typed() {
    return command.commandLine().getParseResult();
  }

  private void requireFrozenLayer() {
    if (unfreezeAfter.isPresent() && !(freeze instanceof Freeze.UpTo)) {
      throw new UsageException(
          "--unfreeze-after",
          "expected a layer up to which something is frozen, found --freeze " + freeze,
          "name one by --freeze, such as layer3 or features.13");
    }
  }

  /**
   * What comes after the head has learned.
   *
   * @param task that the photos are for
   * @param counts gives the number of training photos of each class
   */
  private Recipe recipe(Task task, Supplier<int[]> counts) {
    var usual = new UpdateSettings(new Adam(HEAD_RATE), Schedule.cosine());
    return new Recipe(
        epochs,
        batch,
        precision.precision(),
        pictures.applyTo(new PictureSettings(FineTune.AUGMENTATION)),
        updates.applyTo(usual, headRate, "--head-lr", epochs),
        adversarial.applyTo(goal.applyTo(new GoalSettings().task(task), counts)));
  }

  /** The options by which the run is repeated. */
  private JsonObject configuration(Recipe recipe) {
    double head = recipe.updates().optimizer().rate();
    JsonObject decided =
        JsonObject.empty()
            .with("photos", Configuration.located(photos().toString()))
            .with("from", Configuration.located(from))
            .with("freeze", freeze.toString())
            .with("head-lr", head)
            .with("precision", precision.precision().toString())
            .with("seed", options.seed());
    if (!(freeze instanceof Freeze.All)) {
      decided = decided.with("base-lr", baseRate.orElse(head * FineTune.BASE_SHARE));
      for (var option : recipe.options().members().entrySet()) {
        decided = decided.with(option.getKey(), option.getValue());
      }
    }
    return Configuration.of(typed(), decided);
  }

  private FineTune settings(Model pretrained, Recipe recipe) {
    var settings =
        FineTune.of(pretrained)
            .freeze(freeze)
            .epochs(epochs)
            .batch(batch)
            .headRate(recipe.updates().optimizer().rate())
            .augments(recipe.pictures().augmentation())
            .loading(loader -> pictures.threads(recipe.pictures().sampled(loader)))
            .precision(precision.precision())
            .seed(options.seed());
    var unfreezing = unfreezeAfter.map(settings::unfreezeAfter).orElse(settings);
    return baseRate.map(unfreezing::baseRate).orElse(unfreezing);
  }

  /** What happens after the head has learned, a line each. */
  private List<Recipe.Line> plan(Recipe recipe) {
    return switch (freeze) {
      case Freeze.All _ -> List.of(new Recipe.Line("then", "nothing more"));
      case Freeze.None _, Freeze.UpTo _ -> {
        List<Recipe.Line> lines = new ArrayList<>();
        String end =
            unfreezeAfter
                .map(epoch -> "everything is unfrozen after epoch " + epoch)
                .orElse("what is not frozen is tuned");
        lines.add(new Recipe.Line("then", end));
        lines.addAll(recipe.lines());
        lines.add(new Recipe.Line("seed", Long.toString(options.seed())));
        yield lines;
      }
    };
  }
}
