package fovea.app.train;

import fovea.app.console.ShellPath;
import fovea.app.session.Session;
import fovea.data.PictureSet;
import fovea.error.UserException;
import fovea.experiment.Run;
import fovea.experiment.page.DataFacts;
import fovea.experiment.page.RunPage;
import fovea.explain.evaluation.EvaluationView;
import fovea.explain.evaluation.PageEvaluation;
import fovea.hub.Model;
import fovea.hub.Models;
import fovea.train.EpochReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The report that a training writes at its end. It takes about a hundredth of the training's time,
 * or a second: where judging by all pictures would take longer, some are drawn.
 */
public final class TrainingReport {
  private static final double SHARE = 0.01;
  private static final double LEAST_SECONDS = 1;

  private TrainingReport() {}

  /**
   * Writes it into the folder of a run, or says why it cannot be written: the training itself is
   * done.
   *
   * @param pictures that the model is judged by
   * @param facts about its data
   * @return the file, if it is there
   */
  public static Optional<Path> write(
      Session session, Path folder, PictureSet pictures, DataFacts facts) {
    try {
      Run run = Run.read(folder);
      Model model = Models.load(folder);
      PictureSet judged = judged(run, pictures);
      RunPage page =
          new RunPage(run)
              .evaluation(PageEvaluation.of(model, judged, (_, _) -> true), new EvaluationView())
              .data(facts);
      if (judged.size() < pictures.size()) {
        page =
            page.note(
                String.format(
                    Locale.ROOT,
                    "The model was judged by %,d of %,d pictures, drawn at random, to save time."
                        + " All of them count in: ./fovea report %s",
                    judged.size(),
                    pictures.size(),
                    ShellPath.of(folder)));
      }
      Path file = folder.resolve(RunPage.FILE);
      page.save(file);
      return Optional.of(file);
    } catch (UserException e) {
      session.say("no report was written: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static PictureSet judged(Run run, PictureSet pictures) {
    List<EpochReport> tested =
        run.epochs().stream().filter(epoch -> !epoch.test().isNone()).toList();
    if (tested.isEmpty()) {
      return pictures;
    }
    EpochReport last = tested.getLast();
    double seconds = last.testSeconds() / last.test().n() * pictures.size();
    double training =
        run.epochs().stream()
            .mapToDouble(epoch -> epoch.trainSeconds() + epoch.testSeconds())
            .sum();
    double most = Math.max(LEAST_SECONDS, SHARE * training);
    return seconds <= most ? pictures : pictures.stratifiedSplit(most / seconds, 0).first();
  }
}
