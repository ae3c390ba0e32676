package fovea.app;

import fovea.format.JsonValue;
import fovea.zoo.Architecture;
import fovea.zoo.Zoo;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a network on a data set. */
@Command(
    name = "train",
    description = {
      "Trains a network on a data set, and keeps it in a new folder under runs/. Without options:"
          + " LeNet-5 on digits that the program draws itself. What is left out has a value that"
          + " suits the network and the data; it is said at the start.",
    })
final class Train implements Verb {

  private static final String USUAL_NETWORK = "lenet5";
  private static final String USUAL_DATA = "digits";

  @Option(
      names = "--model",
      paramLabel = "NAME",
      converter = Named.NetworkName.class,
      description =
          "The network, with options if wanted, such as mobilenet_v2:width=0.5; fovea models lists"
              + " all (default: lenet5).")
  private Optional<Architecture> network = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "NAME",
      converter = Named.DataName.class,
      description = "The data set: digits (default), mnist, fashion-mnist or cifar-10.")
  private Optional<String> data = Optional.empty();

  @Mixin private RecipeOptions recipe;

  @Mixin private PrecisionOption precision;

  @Mixin private OutOption out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Go on with a run that was stopped; only --epochs may change.")
  private Optional<Path> resume = Optional.empty();

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    return resume.map(run -> resumed(session, run)).orElseGet(() -> fresh(session)).run();
  }

  private TrainingRun fresh(Session session) {
    Architecture chosen = network.orElseGet(() -> Zoo.architecture(USUAL_NETWORK));
    String name = data.orElse(USUAL_DATA);
    Recipe wanted = recipe.applyTo(Recipes.of(chosen, name)).withPrecision(precision.precision());
    var task = new TrainingTask(chosen, name, wanted, options.seed());
    return new TrainingRun(session, task, out.place(task.name()));
  }

  private TrainingRun resumed(Session session, Path run) {
    boolean others =
        network.isPresent() || data.isPresent() || out.isChosen() || options.givesSeed();
    if (others || recipe.changeMoreThanEpochs() || precision.chosen().isPresent()) {
      throw new UsageException(
          "--resume",
          "a run goes on with what it began with, and only --epochs may change",
          "leave the other settings out, or begin a new run");
    }
    RunPlace place = RunPlace.existing(run);
    TrainingTask task = TrainingTask.of(run);
    return new TrainingRun(session, recipe.epochs().map(task::withEpochs).orElse(task), place);
  }
}
