package fovea.app;

import fovea.format.JsonValue;
import fovea.hub.Models;
import fovea.zoo.Network;
import fovea.zoo.Zoo;
import java.nio.file.Files;
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
  private Optional<Network> network = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "NAME",
      converter = Named.DataName.class,
      description = "The data set: digits (default), mnist, fashion-mnist or cifar-10.")
  private Optional<String> data = Optional.empty();

  @Mixin private RecipeOptions recipe;

  @Mixin private PrecisionOption precision;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the run, new or empty (default: a new one under runs/).")
  private Optional<Path> out = Optional.empty();

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
    TrainingTask task = resume.map(this::resumed).orElseGet(this::fresh);
    RunPlace place =
        resume.map(RunPlace::existing).orElseGet(() -> RunPlace.fresh(out, task.name()));
    return new TrainingRun(session, task, place).run();
  }

  private TrainingTask fresh() {
    Network chosen = network.orElseGet(() -> Zoo.network(USUAL_NETWORK));
    String name = data.orElse(USUAL_DATA);
    Recipe wanted = recipe.applyTo(Recipes.of(chosen, name)).withPrecision(precision.precision());
    return new TrainingTask(chosen, name, wanted, options.seed());
  }

  private TrainingTask resumed(Path run) {
    boolean others =
        network.isPresent() || data.isPresent() || out.isPresent() || options.givesSeed();
    if (others || recipe.changeMoreThanEpochs() || precision.chosen().isPresent()) {
      throw new UsageException(
          "--resume",
          "a run goes on with what it began with, and only --epochs may change",
          "leave the other settings out, or begin a new run");
    }
    if (!Files.isDirectory(run)) {
      throw new UsageException(
          "--resume", "expected the folder of a run, found none at " + run, "check the path");
    }
    var model = Models.load(run);
    var task = TrainingTask.of(model.card(), model.source());
    return recipe.epochs().map(task::withEpochs).orElse(task);
  }
}
