package fovea.app.train;

import fovea.app.session.Session;
import fovea.data.PictureSet;
import fovea.experiment.page.DataFacts;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that leaves the report of a training out. */
public final class ReportOption {

  @Option(
      names = "--no-report",
      description =
          "Do not write report.html, the report of the run, at the end; the verb report can write"
              + " it later.")
  private boolean none;

  /**
   * Writes the report of a training that has ended; not if it was stopped, since the user waits.
   *
   * @param folder of the run
   * @param pictures that the model is judged by
   * @param facts about its data
   */
  public void write(Session session, Path folder, PictureSet pictures, DataFacts facts) {
    if (!none && !session.stop().requested()) {
      TrainingReport.write(session, folder, pictures, facts)
          .ifPresent(file -> session.say("report, for a browser: " + file));
    }
  }
}
