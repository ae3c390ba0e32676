package fovea.app.predict;

import fovea.app.session.Session;
import fovea.app.train.EvaluatorBar;
import fovea.data.PictureSet;
import fovea.data.split.DataPart;
import fovea.error.UserException;
import fovea.explain.evaluation.ModelEvaluation;
import fovea.explain.evaluation.Temperature;
import fovea.hub.Model;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether a temperature is fitted, and on which pictures. */
public final class TemperatureOption {

  @Option(
      names = "--temperature",
      description =
          "Fit a temperature, which divides the logits so that confidence matches accuracy, and"
              + " show the calibration error before and after: fitted on the validation pictures of"
              + " the run where others are to judge, else on every second picture, and judged by"
              + " those that it was not fitted on.")
  private boolean isWanted;

  /** Whether one was asked for. */
  public boolean isWanted() {
    return isWanted;
  }

  /**
   * The temperature of a model.
   *
   * @param tested which pictures it was evaluated on
   * @throws UserException if no temperature is the best, or photos are gone
   */
  public Temperature fitted(Session session, TestPictures tested, ModelEvaluation judged) {
    Model model = judged.model();
    Optional<PictureSet> toFit = tested.toFit(session, model);
    if (toFit.isEmpty()) {
      return judged.temperature();
    }
    PictureSet others = toFit.get();
    ModelEvaluation fitted =
        EvaluatorBar.show(
            session,
            "fitting",
            others.size(),
            watcher -> ModelEvaluation.of(model, others, watcher));
    return judged.temperature(DataPart.VALIDATION.toString(), fitted);
  }
}
