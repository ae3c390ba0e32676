package fovea.app.train;

import fovea.app.config.ConfigOption;
import fovea.app.config.Configuration;
import fovea.app.config.ConfiguredVerb;
import fovea.app.config.RunOptions;
import fovea.app.ensemble.EnsembleOptions;
import fovea.app.ensemble.EnsemblePlan;
import fovea.app.ensemble.EnsembleRun;
import fovea.app.network.PrecisionOption;
import fovea.app.option.NameReaders;
import fovea.app.recipe.FastRecipe;
import fovea.app.recipe.Recipe;
import fovea.app.recipe.RecipeName;
import fovea.app.recipe.RecipeOptions;
import fovea.app.recipe.Recipes;
import fovea.app.recipe.RegularizationOptions;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.Verb;
import fovea.data.split.SplitRule;
import fovea.data.split.SplitShares;
import fovea.experiment.RunPictures;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.train.run.RunFolder;
import fovea.train.run.RunRecord;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.Architecture;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Trains a network on a data set. */
@Command(
    name = "train",
    description = {
      "Trains a network on a data set, and keeps it in a new folder under runs/. Without options:"
          + " LeNet-5 on digits that the program draws itself. What is left out has a default that"
          + " suits the network and the data; it is printed at the start.",
    })
public final class Train implements Verb, ConfiguredVerb {

  private static final String DEFAULT_NETWORK = "lenet5";
  private static final String DEFAULT_DATA = "digits";

  /** What --find-rate, which does not train, has no use for. */
  private static final Set<String> FOR_TRAINING =
      Stream.of(Set.of("--no-report"), EnsembleOptions.NAMES, RunOptions.TRAINING)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      converter = NameReaders.NetworkName.class,
      description =
          "The network, with options if wanted, such as mobilenet_v2:width=0.5; fovea models lists"
              + " all (default: lenet5).")
  private Optional<Architecture> network = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "NAME",
      converter = NameReaders.DataName.class,
      description = "The data set: digits (default), mnist, fashion-mnist or cifar-10.")
  private Optional<String> data = Optional.empty();

  @Mixin private ShareOptions shares;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      converter = RecipeName.Reader.class,
      description =
          "What the other options change: standard (default), which suits network and data, or"
              + " fast, which trains airbench94 on small pictures in minutes.")
  private Optional<RecipeName> name = Optional.empty();

  @Mixin private RegularizationOptions regularization;

  @Mixin private RecipeOptions recipe;

  @Mixin private EnsembleOptions ensemble;

  @Mixin private PrecisionOption precision;

  @Mixin private OutOption out;

  @Mixin
  @SuppressWarnings("UnusedVariable") // ConfigFile reads it before all others
  private ConfigOption config;

  @Mixin private ProgressOption progress;

  @Mixin private EventOption events;

  @Mixin private ReportOption report;

  @Mixin private CheckpointOptions checkpoints;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Resume a run that was stopped or killed; only --epochs may change.")
  private Optional<Path> resume = Optional.empty();

  @Option(
      names = "--find-rate",
      description = {
        "Do not train: try learning rates from 1e-7 to 10 in 100 steps, and write the losses as"
            + " pictures into the folder of the run.",
      })
  private boolean findsRate;

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    progress.check(options);
    if (findsRate) {
      requireNoTraining();
    }
    Optional<EnsemblePlan> several = ensemble.plan(options.seed());
    if (several.isPresent()) {
      return several(session, several.get());
    }
    return findsRate
        ? fresh(session).findRate()
        : resume.map(run -> resumed(session, run)).orElseGet(() -> fresh(session)).run();
  }

  /** What is for a training would have no effect. */
  private void requireNoTraining() {
    RunOptions.first(typed(), FOR_TRAINING)
        .ifPresent(
            option -> {
              throw new UsageException(
                  option, "is for a training, found --find-rate", "leave one of them out");
            });
  }

  @Override
  public boolean hasEffect(OptionSpec option, Map<String, String> typed) {
    return !typed.containsKey("--find-rate") || !FOR_TRAINING.contains(option.longestName());
  }

  private ParseResult typed() {
    return command.commandLine().getParseResult();
  }

  private TrainingRun fresh(Session session) {
    return fresh(session, name -> out.place(findsRate ? name + "-rate" : name));
  }

  private TrainingRun fresh(Session session, Function<String, RunPlace> places) {
    RunPictures.Named named = named();
    var pictures = new TrainingPictures(session, named);
    TrainingTask task = task(named, pictures, (_, wanted) -> wanted);
    return new TrainingRun(session, task, places.apply(task.name()), pictures, wishes(begun(task)));
  }

  private RunPictures.Named named() {
    return new RunPictures.Named(
        data.orElse(DEFAULT_DATA), new SplitRule(shares.shares(), options.seed()));
  }

  /** What is to be trained, by the recipe that is made of the usual one and the wanted one. */
  private TrainingTask task(
      RunPictures.Named named, TrainingPictures pictures, BinaryOperator<Recipe> last) {
    Architecture chosen = regularization.applyTo(network.orElseGet(() -> usualNetwork(preset())));
    Recipe usual = usual(preset(), chosen, pictures);
    Recipe wanted =
        recipe.applyTo(
            usual.precision(precision.chosen().orElse(usual.precision())), pictures::counts);
    return new TrainingTask(chosen, named, last.apply(usual, wanted), options.seed());
  }

  private RecipeName preset() {
    return name.orElse(RecipeName.STANDARD);
  }

  /** Several networks; those of a run that goes on are wanted as they were, by its record. */
  private JsonValue several(Session session, EnsemblePlan plan) {
    RunPictures.Named named = named();
    var pictures = new TrainingPictures(session, named);
    TrainingTask task =
        task(named, pictures, (usual, wanted) -> plan.recipe(usual, wanted, recipe.epochs()));
    RunPlace place =
        resume
            .map(
                run ->
                    RunPlace.existing(session, run, EnsembleRun.isIn(run) || hasCheckpoints(run)))
            .orElseGet(() -> out.place(task.name() + plan.suffix()));
    if (place.holdsRun()) {
      RunRecord.find(new RunFolder(place.folder()))
          .ifPresent(begun -> plan.check(begun, task.recipe().epochs()));
    }
    return new TrainingRun(session, task, place, pictures, wishes(begun(task)))
        .run(
            plan,
            (number, folder) -> {
              TrainingTask own = task.seed(plan.memberSeed(number));
              RunPlace member = new RunPlace(folder, true, hasCheckpoints(folder));
              return new TrainingRun(session, own, member, pictures, wishes(begun(own)).ofMember());
            });
  }

  private static boolean hasCheckpoints(Path run) {
    return !new RunFolder(run).checkpoints().files().isEmpty();
  }

  /** What the run is repeated by. */
  private JsonObject begun(TrainingTask task) {
    return decided(task).with("recipe", preset().toString());
  }

  /** What the run is repeated by, but the recipe of a name. */
  private JsonObject decided(TrainingTask task) {
    JsonObject decided =
        JsonObject.empty()
            .with("model", task.network().spec().toString())
            .with("data", task.data())
            .with("seed", task.seed());
    SplitShares held = task.pictures().rule().shares();
    decided = held.validation() > 0 ? decided.with("val", held.validation()) : decided;
    decided = held.trainDev() > 0 ? decided.with("train-dev", held.trainDev()) : decided;
    for (var option : task.recipe().options().members().entrySet()) {
      decided = decided.with(option.getKey(), option.getValue());
    }
    return decided;
  }

  private TrainingRun.Wishes wishes(JsonObject decided) {
    return new TrainingRun.Wishes(
        Configuration.of(typed(), decided),
        recipe::threads,
        progress,
        events,
        report,
        checkpoints.checkpoints());
  }

  private static Architecture usualNetwork(RecipeName preset) {
    return Zoo.architecture(
        switch (preset) {
          case STANDARD -> DEFAULT_NETWORK;
          case FAST -> FastRecipe.NETWORK;
        });
  }

  private Recipe usual(RecipeName preset, Architecture network, TrainingPictures pictures) {
    return switch (preset) {
      case STANDARD -> Recipes.of(network, pictures.name());
      case FAST -> {
        int usual = FastRecipe.epochs(pictures.training());
        yield FastRecipe.of(network, pictures.training(), recipe.epochs().orElse(usual));
      }
    };
  }

  private TrainingRun resumed(Session session, Path run) {
    RunPlace place = RunPlace.existing(session, run, hasCheckpoints(run));
    if (!place.holdsRun()) {
      return fresh(session, _ -> place);
    }
    TrainingTask saved = TrainingTask.of(run);
    TrainingTask task = recipe.epochs().map(saved::epochs).orElse(saved);
    var pictures = new TrainingPictures(session, task.pictures());
    return new TrainingRun(session, task, place, pictures, wishes(decided(task)));
  }
}
