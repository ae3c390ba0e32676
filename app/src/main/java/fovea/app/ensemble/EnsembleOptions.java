package fovea.app.ensemble;

import fovea.app.session.UsageException;
import fovea.format.JsonObject;
import fovea.hub.ensemble.EnsembleKind;
import fovea.zoo.ensemble.EnsembleRule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that make several networks of one training, or one of several trainings. */
public final class EnsembleOptions {

  /** Their names. */
  public static final Set<String> NAMES = Set.of("--ensemble", "--bagging", "--snapshot", "--vote");

  @Option(
      names = "--ensemble",
      paramLabel = "N",
      converter = Members.class,
      description =
          "Train N networks, by other seeds, and make one model of them: their probabilities are"
              + " averaged. Each is a run in the folder members/.")
  private Optional<Integer> members = Optional.empty();

  @Option(
      names = "--bagging",
      description =
          "Let each network of the ensemble learn from its own sample of the training pictures,"
              + " drawn with replacement.")
  private boolean bagging;

  @Option(
      names = "--snapshot",
      description =
          "Take the networks of the ensemble from one training, whose rate falls along a cosine N"
              + " times: one at each end.")
  private boolean snapshot;

  @Option(
      names = "--vote",
      description = "Let the networks of the ensemble vote instead of averaging probabilities.")
  private boolean vote;

  /** Reads a number of networks. */
  static final class Members implements ITypeConverter<Integer> {
    private static final int MOST = 100;

    @Override
    public Integer convert(String text) {
      if (text.matches("\\d{1,3}")) {
        int number = Integer.parseInt(text);
        if (number >= 2 && number <= MOST) {
          return number;
        }
      }
      throw new TypeConversionException(
          "expected 2 to " + MOST + " networks of an ensemble, found '" + text + "'");
    }
  }

  /**
   * What the user wants; empty if it is no ensemble.
   *
   * @param seed from which those of the members follow
   * @throws UsageException if the options do not fit each other
   */
  public Optional<EnsemblePlan> plan(long seed) {
    if (members.isEmpty()) {
      refuse("--bagging", bagging);
      refuse("--snapshot", snapshot);
      refuse("--vote", vote);
      return Optional.empty();
    }
    if (bagging && snapshot) {
      throw new UsageException(
          "--snapshot",
          "the networks come from one training, found --bagging, for which each has its own",
          "leave one of them out");
    }
    EnsembleKind single = snapshot ? EnsembleKind.SNAPSHOT : EnsembleKind.SEEDS;
    return Optional.of(
        new EnsemblePlan(
            members.get(),
            bagging ? EnsembleKind.BAGGING : single,
            vote ? EnsembleRule.VOTE : EnsembleRule.AVERAGE,
            seed));
  }

  private static void refuse(String option, boolean isTyped) {
    if (isTyped) {
      throw new UsageException(
          option, "is for an ensemble, found none", "say how many networks: --ensemble 5");
    }
  }

  /** The options of one member: those of the ensemble without what makes it one. */
  public static JsonObject ofMember(JsonObject configuration) {
    List<String> left = NAMES.stream().map(name -> name.substring(2)).toList();
    JsonObject own = JsonObject.empty();
    for (var option : configuration.members().entrySet()) {
      own = left.contains(option.getKey()) ? own : own.with(option.getKey(), option.getValue());
    }
    return own;
  }
}
