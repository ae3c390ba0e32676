package fovea.app.experiment;

import fovea.app.console.ProgressBar;
import fovea.app.console.ShellPath;
import fovea.app.console.StageBars;
import fovea.app.option.NumberReaders;
import fovea.app.session.DataSets;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.Verb;
import fovea.experiment.recipe.ErrorAnalysis;
import fovea.experiment.recipe.ErrorPart;
import fovea.experiment.recipe.PartErrors;
import fovea.experiment.recipe.RunErrors;
import fovea.format.JsonValue;
import fovea.graph.type.FoveaException;
import fovea.train.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what to do next. */
@Command(
    name = "recipe",
    description = {
      "Says what keeps a model from being better, and what to do next: compares human, training,"
          + " train-dev, dev (validation) and test error, and names bias, variance, data mismatch"
          + " or over-tuning to dev. The errors are measured with the model of a run, or given by"
          + " --errors.",
    })
public final class BasicRecipe implements Verb {

  private static final int USUAL_MOST = 5_000;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "The folder of a run, whose model is measured on the parts of its data.")
  private Optional<Path> run = Optional.empty();

  @Option(
      names = "--human",
      paramLabel = "X",
      converter = NumberReaders.Fraction.class,
      description = "The error of people, such as 0.01 for 1 % (default: 0, the lower limit).")
  private Optional<Double> human = Optional.empty();

  @Option(
      names = "--errors",
      paramLabel = "PART=X",
      split = ",",
      description =
          "Errors by hand instead of a run's: human=0.01,train=0.05,dev=0.08; also train-dev and"
              + " test.")
  private Map<String, Double> errors = new LinkedHashMap<>();

  @Option(
      names = "--examples",
      paramLabel = "PART=N",
      split = ",",
      description =
          "How many examples these errors were measured on, train=5000,dev=1000; without, they"
              + " count as exact.")
  private Map<String, Long> examples = new LinkedHashMap<>();

  @Option(
      names = "--most",
      paramLabel = "N",
      converter = NumberReaders.Count.class,
      description = "Look at this many training pictures at most (default: 5,000).")
  private Optional<Integer> most = Optional.empty();

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    if (run.isPresent() == !errors.isEmpty()) {
      throw new UsageException(
          run.isPresent() ? "--errors" : "RUN",
          "expected a run or errors by hand, found " + (run.isPresent() ? "both" : "neither"),
          "name the folder of a run, or give --errors human=0.01,train=0.05,dev=0.08");
    }
    var measured =
        run.isPresent() ? measure(session, run.get()) : new RunErrors.Measured(byHand(), List.of());
    PartErrors known =
        human
            .map(error -> measured.errors().stated(ErrorPart.HUMAN, error))
            .orElse(measured.errors());
    var report = new RecipeReport(analysis(known), measured.notes());
    report.show(session);
    return report.json();
  }

  private static ErrorAnalysis analysis(PartErrors errors) {
    try {
      return ErrorAnalysis.of(errors);
    } catch (FoveaException e) {
      throw new UsageException("--errors", e);
    }
  }

  private RunErrors.Measured measure(Session session, Path folder) {
    if (!examples.isEmpty()) {
      throw new UsageException(
          "--examples", "is for errors by hand, found a run", "leave one of them out");
    }
    if (!Files.isDirectory(folder)) {
      throw new UsageException(
          "RUN", "expected the folder of a run, found " + ShellPath.of(folder), "check the path");
    }
    if (!Files.exists(new RunFolder(folder).model())) {
      throw new UsageException(
          "RUN",
          "expected a run with a model, found none in " + ShellPath.of(folder),
          "wait for its first epoch");
    }
    session.startEngine();
    session.sayDevice();
    try (var bars = new StageBars(session.terminal())) {
      return RunErrors.of(folder)
          .most(most.orElse(USUAL_MOST))
          .seed(options.seed())
          .data((name, split) -> DataSets.load(session, name, split))
          .measure(
              (part, done, total, work) ->
                  bars.at(part + ", " + work, done, new ProgressBar.Items(total, "images")));
    }
  }

  private PartErrors byHand() {
    if (most.isPresent()) {
      throw new UsageException(
          "--most", "is for a run, found errors by hand", "leave one of them out");
    }
    if (human.isPresent() && errors.containsKey(ErrorPart.HUMAN.key())) {
      throw new UsageException("--human", "is among --errors, too", "leave one of them out");
    }
    PartErrors known = PartErrors.none();
    for (var entry : errors.entrySet()) {
      ErrorPart part = part("--errors", entry.getKey());
      double error = entry.getValue();
      if (!(error >= 0 && error <= 1)) {
        throw new UsageException(
            "--errors", "expected errors from 0 to 1, found " + error, "write one percent as 0.01");
      }
      known = known.stated(part, error);
    }
    for (var entry : examples.entrySet()) {
      ErrorPart part = part("--examples", entry.getKey());
      long n = entry.getValue();
      if (n < 1 || known.find(part).isEmpty()) {
        throw new UsageException(
            "--examples",
            "expected at least one example of a part that has an error, found " + entry,
            "correct it");
      }
      double error = known.find(part).orElseThrow().rate();
      known = known.counted(part, error * n, n);
    }
    return known;
  }

  private static ErrorPart part(String option, String name) {
    return ErrorPart.find(name)
        .orElseThrow(
            () ->
                new UsageException(
                    option,
                    "expected human, train, train-dev, dev or test, found '" + name + "'",
                    "write human=0.01,train=0.05,dev=0.08"));
  }
}
