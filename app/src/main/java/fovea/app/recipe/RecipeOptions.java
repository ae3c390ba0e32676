package fovea.app.recipe;

import fovea.app.option.NumberReaders;
import fovea.data.DataLoader;
import fovea.nn.init.Init;
import fovea.nn.init.InitRule;
import fovea.nn.init.data.DataInit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that change a recipe. */
public final class RecipeOptions {

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Number of epochs.")
  private Optional<Integer> epochs = Optional.empty();

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Batch size.")
  private Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--lr",
      paramLabel = "X",
      converter = NumberReaders.Positive.class,
      description = "Learning rate, the highest of the schedule.")
  private Optional<Double> rate = Optional.empty();

  @Option(
      names = "--init",
      paramLabel = "[PARAMETERS=]NAME[:KEY=VALUE,...]",
      description =
          "Initial values: he, xavier, orthogonal and so on, for all weights, or for the parameters"
              + " that a name with * stands for: --init fc.weight=xavier; or from the data:"
              + " whitening, lsuv; may be repeated.")
  private List<String> init = List.of();

  @Option(
      names = "--mean-picture",
      description =
          "Subtract the mean of all training pictures, pixel by pixel, rather than the mean of each"
              + " channel.")
  private boolean meanPicture;

  @ArgGroup(validate = false, heading = "%nPictures:%n", order = 10)
  private PictureOptions pictures = new PictureOptions();

  @ArgGroup(validate = false, heading = "%nOptimizer and schedule:%n", order = 11)
  private UpdateOptions updates = new UpdateOptions();

  @ArgGroup(validate = false, heading = "%nLoss, tests and end:%n", order = 12)
  private GoalOptions goal = new GoalOptions();

  @ArgGroup(validate = false, heading = "%nAdversarial examples:%n", order = 13)
  private AdversarialOptions adversarial = new AdversarialOptions();

  @ArgGroup(validate = false, heading = "%nDistillation:%n", order = 14)
  private TeacherOptions teacher = new TeacherOptions();

  /** The number of epochs, where the user said so. */
  public Optional<Integer> epochs() {
    return epochs;
  }

  /**
   * The recipe as the user wants it.
   *
   * @param counts gives the number of training pictures of each class
   * @throws fovea.app.session.UsageException if the options do not fit each other
   */
  public Recipe applyTo(Recipe usual, Supplier<int[]> counts) {
    int length = epochs.orElse(usual.epochs());
    Recipe wanted =
        usual
            .epochs(length)
            .batch(batch.orElse(usual.batch()))
            .pictures(
                pictures.applyTo(
                    usual.pictures().centered(meanPicture || usual.pictures().centered())))
            .updates(before -> updates.applyTo(before, rate, "--lr", length))
            .goal(before -> teacher.applyTo(adversarial.applyTo(goal.applyTo(before, counts))))
            .layers(this::begin);
    teacher.check(wanted.pictures().sampling());
    return wanted;
  }

  private LayerSettings begin(LayerSettings before) {
    if (init.isEmpty()) {
      return before;
    }
    List<InitRule> rules = new ArrayList<>();
    List<DataInit> fromData = new ArrayList<>();
    for (String text : init) {
      if (DataInit.codecs().names().contains(text.split(":", 2)[0])) {
        fromData.add(Typed.value("--init", () -> DataInit.codecs().parse(text)));
      } else {
        rules.add(rule(text));
      }
    }
    return before.init(rules, fromData);
  }

  /** The loader with as many threads as the user wants. */
  public DataLoader threads(DataLoader loader) {
    return pictures.threads(loader);
  }

  private static InitRule rule(String text) {
    int equals = text.indexOf('=');
    int colon = text.indexOf(':');
    boolean named = equals >= 0 && (colon < 0 || equals < colon);
    String parameters = named ? text.substring(0, equals) : "";
    return Typed.value(
        "--init",
        () ->
            new InitRule(Init.codecs().parse(text.substring(named ? equals + 1 : 0)), parameters));
  }
}
