package fovea.train;

import fovea.format.FormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes down what a training tells, and may act upon a step. */
public final class Story implements TrainCallback {
  final List<String> lines = new ArrayList<>();
  final List<Stepped> steps = new ArrayList<>();
  private final Consumer<Stepped> atStep;

  public Story() {
    this(_ -> {});
  }

  public Story(Consumer<Stepped> atStep) {
    this.atStep = atStep;
  }

  @Override
  public void started(Started event, TrainControl control) {
    lines.add("started after " + event.stepsDone());
  }

  @Override
  public void planned(Planned event) {
    lines.add("planned");
  }

  @Override
  public void stepped(Stepped event, TrainControl control) {
    steps.add(event);
    atStep.accept(event);
  }

  @Override
  public void epochFinished(EpochReport event, TrainControl control) {
    lines.add("epoch " + event.epoch());
  }

  @Override
  public void saved(Path file) {
    lines.add("saved " + file.getFileName());
  }

  @Override
  public void saveFailed(FormatException cause) {
    lines.add("failed " + cause.getMessage());
  }

  @Override
  public void checkpointDamaged(FormatException cause) {
    lines.add("damaged " + cause.getMessage());
  }

  @Override
  public void stopped(Stopped event) {
    lines.add("stopped after " + event.stepsDone());
  }
}
