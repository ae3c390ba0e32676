package fovea.app;

import fovea.app.attack.AttackModel;
import fovea.app.augment.AugmentPictures;
import fovea.app.concept.TestConcepts;
import fovea.app.doctor.Doctor;
import fovea.app.duplicates.FindDuplicates;
import fovea.app.experiment.BasicRecipe;
import fovea.app.experiment.CompareRuns;
import fovea.app.explain.ExplainModel;
import fovea.app.finetune.Finetune;
import fovea.app.models.Convert;
import fovea.app.models.ListModels;
import fovea.app.models.ListWeights;
import fovea.app.models.Summarize;
import fovea.app.predict.Evaluate;
import fovea.app.predict.Predict;
import fovea.app.profile.ProfileModel;
import fovea.app.profile.ShowPlan;
import fovea.app.report.WriteReport;
import fovea.app.session.Verb;
import fovea.app.similar.BuildIndex;
import fovea.app.similar.FindSimilar;
import fovea.app.similar.FindSuspects;
import fovea.app.train.Train;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code fovea}, whose verbs do the work. */
@Command(
    name = "fovea",
    synopsisSubcommandLabel = "VERB",
    description = "Trains, examines and runs convolutional networks.",
    commandListHeading = "%nVerbs:%n",
    footer = {"", "fovea VERB --help, or fovea help VERB, explains a verb."})
final class Fovea {

  private static final SequencedMap<String, Supplier<Verb>> VERBS = verbs();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "List the verbs.")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Print the version.")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean version;

  /**
   * The command line for {@code args}. Looking through the options of a verb costs more than
   * parsing them, so only those of the verb that is asked for are looked at, or all for help and
   * for an unknown verb.
   */
  static CommandLine commandLine(String... args) {
    String[] words = words(args);
    var command = new CommandLine(new Fovea());
    Optional<Verb> chosen =
        words.length == 0
            ? Optional.empty()
            : Optional.ofNullable(VERBS.get(words[0])).map(Supplier::get);
    chosen.ifPresentOrElse(
        verb -> command.addSubcommand(verb),
        () -> VERBS.values().forEach(verb -> command.addSubcommand(verb.get())));
    // A file may be called @photo.jpg or -hat.jpg: neither is a list of arguments or of options.
    return command.setExpandAtFiles(false).setPosixClusteredShortOptionsAllowed(false);
  }

  /** The arguments with {@code help VERB} written as {@code VERB --help}. */
  static String[] words(String... args) {
    if (args.length == 0 || !args[0].equals("help")) {
      return args;
    }
    String[] others = Stream.of(args).skip(1).toArray(String[]::new);
    return others.length > 0 && !VERBS.containsKey(others[0])
        ? others
        : Stream.concat(Stream.of(others), Stream.of("--help")).toArray(String[]::new);
  }

  private static SequencedMap<String, Supplier<Verb>> verbs() {
    SequencedMap<String, Supplier<Verb>> verbs = new LinkedHashMap<>();
    verbs.put("train", Train::new);
    verbs.put("finetune", Finetune::new);
    verbs.put("evaluate", Evaluate::new);
    verbs.put("report", WriteReport::new);
    verbs.put("predict", Predict::new);
    verbs.put("runs", CompareRuns::new);
    verbs.put("recipe", BasicRecipe::new);
    verbs.put("explain", ExplainModel::new);
    verbs.put("attack", AttackModel::new);
    verbs.put("concepts", TestConcepts::new);
    verbs.put("augment", AugmentPictures::new);
    verbs.put("duplicates", FindDuplicates::new);
    verbs.put("index", BuildIndex::new);
    verbs.put("similar", FindSimilar::new);
    verbs.put("suspects", FindSuspects::new);
    verbs.put("models", ListModels::new);
    verbs.put("summary", Summarize::new);
    verbs.put("plan", ShowPlan::new);
    verbs.put("profile", ProfileModel::new);
    verbs.put("convert", Convert::new);
    verbs.put("weights", ListWeights::new);
    verbs.put("shell", Shell::new);
    verbs.put("doctor", Doctor::new);
    return verbs;
  }
}
