package fovea.app.train;

import fovea.app.network.PrecisionOption;
import fovea.app.option.NameReaders;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.Verb;
import fovea.format.JsonValue;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.Architecture;
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
          + " LeNet-5 on digits that the program draws itself. What is left out has a default that"
          + " suits the network and the data; it is printed at the start.",
    })
public final class Train implements Verb {

  private static final String DEFAULT_NETWORK = "lenet5";
  private static final String DEFAULT_DATA = "digits";

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

  @Mixin private RecipeOptions recipe;

  @Mixin private PrecisionOption precision;

  @Mixin private OutOption out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Resume a run that was stopped; only --epochs may change.")
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
    if (findsRate && resume.isPresent()) {
      throw new UsageException(
          "--find-rate",
          "expected a new network, found a run that goes on",
          "leave --resume out, or this");
    }
    return findsRate
        ? fresh(session).findRate()
        : resume.map(run -> resumed(session, run)).orElseGet(() -> fresh(session)).run();
  }

  private TrainingRun fresh(Session session) {
    Architecture chosen = network.orElseGet(() -> Zoo.architecture(DEFAULT_NETWORK));
    String name = data.orElse(DEFAULT_DATA);
    Recipe wanted = recipe.applyTo(Recipes.of(chosen, name)).precision(precision.precision());
    var task = new TrainingTask(chosen, name, wanted, options.seed());
    return new TrainingRun(
        session, task, out.place(findsRate ? task.name() + "-rate" : task.name()));
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
    return new TrainingRun(session, recipe.epochs().map(task::epochs).orElse(task), place);
  }
}
