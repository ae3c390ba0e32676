package fovea.app.train;

import fovea.app.session.Session;
import fovea.train.TrainCallback;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that says what a run writes for TensorBoard. */
public final class EventOption {

  @Option(
      names = "--tensorboard",
      paramLabel = "all|scalars|none",
      converter = EventContent.Reader.class,
      description =
          "What the run's event files for TensorBoard hold: all (default), which is numbers,"
              + " histograms of weights, gradients and activations, and pictures; scalars, the"
              + " numbers alone; or none.")
  private EventContent content = EventContent.ALL;

  /** The callbacks that write it, which come after all that log numbers. */
  public List<TrainCallback> callbacks(Session session) {
    return content.events().stream()
        .<TrainCallback>map(
            events ->
                events.onFailure(
                    failure ->
                        session.say(
                            failure.getMessage()
                                + " The training goes on without events for TensorBoard.")))
        .toList();
  }
}
