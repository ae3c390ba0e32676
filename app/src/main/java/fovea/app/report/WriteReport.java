package fovea.app.report;

import fovea.app.console.Column;
import fovea.app.console.Quantity;
import fovea.app.console.Table;
import fovea.app.network.SettingsText;
import fovea.app.predict.TemperatureJson;
import fovea.app.predict.TemperatureOption;
import fovea.app.predict.TestPictures;
import fovea.app.session.DataSets;
import fovea.app.session.GlobalOptions;
import fovea.app.session.Session;
import fovea.app.session.UsageException;
import fovea.app.session.Verb;
import fovea.app.train.EvaluatorBar;
import fovea.app.train.MetricText;
import fovea.data.PictureSet;
import fovea.data.photo.PhotoSet;
import fovea.data.photo.SplitRecord;
import fovea.error.UserException;
import fovea.experiment.Run;
import fovea.experiment.RunPictures;
import fovea.experiment.page.DataCounts;
import fovea.experiment.page.DataFacts;
import fovea.experiment.page.RunPage;
import fovea.explain.evaluation.EvaluationView;
import fovea.explain.evaluation.LabelEvaluation;
import fovea.explain.evaluation.ModelEvaluation;
import fovea.explain.evaluation.NumberEvaluation;
import fovea.explain.evaluation.PageEvaluation;
import fovea.explain.evaluation.Temperature;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.hub.Model;
import fovea.hub.Models;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the report of a run as an HTML page. */
@Command(
    name = "report",
    description = {
      "Writes the report of a run as a single HTML page that needs no other file: curves,"
          + " confusions, classes, calibration, the worst errors and the most uncertain answers"
          + " with Grad-CAM beside them, data, cost and settings. Its model is judged by the"
          + " pictures that evaluate would take.",
    })
public final class WriteReport implements Verb {

  @Parameters(paramLabel = "RUN", description = "The folder of a run.")
  private Path folder = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The page, replaced if it exists (default: report.html in the folder).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "NAME|DIR",
      converter = TestPictures.Reader.class,
      description =
          "What to judge by: digits, mnist, fashion-mnist or cifar-10, or a folder of photos with a"
              + " sub-folder for each class (default: as evaluate without --data).")
  private Optional<TestPictures> data = Optional.empty();

  @Option(names = "--no-pictures", description = "Leave the pictures out: a smaller file.")
  private boolean noPictures;

  @Mixin private TemperatureOption temperature;

  @Mixin private GlobalOptions options;

  @Override
  public GlobalOptions options() {
    return options;
  }

  @Override
  public JsonValue run(Session session) {
    session.startEngine();
    Run run = Run.read(folder);
    RunPage judged = judged(session, new RunPage(run));
    RunPage page = temperature.isWanted() ? calibrated(session, judged) : judged;
    Path file = out.orElseGet(() -> folder.resolve(RunPage.FILE));
    page.save(file);
    List<List<String>> rows = new ArrayList<>();
    page.evaluation().forEach(each -> rows.addAll(rows(each)));
    page.view().temperature().forEach(fitted -> rows.addAll(rows(fitted)));
    rows.add(List.of("report", file.toString()));
    session.result(Table.of(Column.text(""), Column.text("")).render(rows));
    return json(page, file);
  }

  /** The page with what the model does; without data that is left out, and said. */
  private RunPage judged(Session session, RunPage page) {
    try {
      Model found = Models.load(folder);
      found.requireTrained();
      TestPictures tested = data.orElseGet(() -> TestPictures.of(folder, found));
      PictureSet pictures = tested.load(session, found);
      Model model = found.decideByClasses(pictures, options.seed());
      SettingsText.say(session, model.settings());
      session.sayDevice();
      PageEvaluation evaluation =
          EvaluatorBar.show(
              session,
              "evaluating",
              pictures.size(),
              watcher -> PageEvaluation.of(model, pictures, watcher));
      var all = new EvaluationView();
      return page.evaluation(evaluation, noPictures ? all.noPictures() : all)
          .data(facts(session, found, pictures));
    } catch (UserException e) {
      if (data.isPresent()) {
        throw e;
      }
      session.say(e.getMessage());
      return page.note("The model was not judged: " + e.getMessage());
    }
  }

  /** The page with what a temperature changes; where none can be fitted, that is said. */
  private RunPage calibrated(Session session, RunPage page) {
    RunPage with = page;
    for (PageEvaluation each : page.evaluation()) {
      ModelEvaluation evaluation = requireClasses(each);
      try {
        TestPictures tested = data.orElseGet(() -> TestPictures.of(folder, each.model()));
        Temperature fitted = temperature.fitted(session, tested, evaluation);
        with = with.evaluation(evaluation, with.view().temperature(fitted));
      } catch (UserException e) {
        session.say(e.getMessage());
        with = with.note("No temperature was fitted: " + e.getMessage());
      }
    }
    return with;
  }

  private DataFacts facts(Session session, Model model, PictureSet judged) {
    Optional<RunPictures> run = RunPictures.find(folder, model);
    if (run.isPresent()
        && run.get() instanceof RunPictures.Recorded(SplitRecord split)
        && judged instanceof PhotoSet photos) {
      return DataFacts.of(split, photos);
    }
    return run.isPresent() && run.get() instanceof RunPictures.Named named && data.isEmpty()
        ? DataFacts.of(named.load((name, split) -> DataSets.load(session, name, split)))
        : new DataFacts(List.of(DataCounts.of("judged by", judged)));
  }

  private static ModelEvaluation requireClasses(PageEvaluation evaluation) {
    return switch (evaluation) {
      case ModelEvaluation classes -> classes;
      case LabelEvaluation _, NumberEvaluation _ ->
          throw new UsageException(
              "--temperature", "is for a model that tells classes apart", "leave it out");
    };
  }

  private static List<List<String>> rows(PageEvaluation evaluation) {
    List<List<String>> rows = MetricText.rows(evaluation.measures());
    rows.add(List.of("pictures", Quantity.count(evaluation.pictures().size())));
    return rows;
  }

  private static List<List<String>> rows(Temperature fitted) {
    return List.of(
        List.of("temperature", Quantity.rounded(fitted.value())),
        List.of(
            "  calibration error",
            Quantity.percent(fitted.before().expectedError())
                + " before, "
                + Quantity.percent(fitted.after().expectedError())
                + " after; "
                + fitted.basis()));
  }

  private static JsonObject json(RunPage page, Path file) {
    JsonObject json = JsonObject.empty().with("report", file.toString());
    for (PageEvaluation evaluation : page.evaluation()) {
      json = MetricText.addTo(json, evaluation.measures()).with("n", evaluation.pictures().size());
    }
    for (Temperature fitted : page.view().temperature()) {
      json = json.with("temperature", TemperatureJson.of(fitted));
    }
    return json;
  }
}
