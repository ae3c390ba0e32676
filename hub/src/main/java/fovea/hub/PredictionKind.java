package fovea.hub;

import fovea.train.task.Task;

/** How what a model says of a picture is to be read. */
public enum PredictionKind {
  /** The picture shows one of several classes, whose probabilities add up to 1. */
  CLASSES("classes"),
  /**
   * The picture shows one of two classes: the network gives the probability of the second, the
   * first has the rest.
   */
  BINARY("binary"),
  /** The picture has any number of labels, each with a probability of its own. */
  MULTI_LABEL("multi-label"),
  /** The network gives numbers of the picture, such as an age. */
  REGRESSION("regression");

  private final String text;

  PredictionKind(String text) {
    this.text = text;
  }

  /** How many names there are for so many outputs of a network. */
  int names(int outputs) {
    return this == BINARY ? 2 : outputs;
  }

  /** What turns outputs into predictions. */
  Task task() {
    return switch (this) {
      case CLASSES -> Task.classification();
      case BINARY -> Task.binary();
      case MULTI_LABEL -> Task.multiLabel();
      case REGRESSION -> Task.regression();
    };
  }

  /** As users type it, such as {@code multi-label}. */
  @Override
  public String toString() {
    return text;
  }
}
