package fovea.train.task;

/** What the {@linkplain Task#predictions predictions} of a task are. */
public enum TaskKind {
  /** Probabilities of classes, of which each example has one: {@code [n, classes]}. */
  CLASSES,
  /** Probabilities of labels, each there or not: {@code [n, labels]}. */
  LABELS,
  /** Numbers, pictures, or several outputs. */
  VALUES,
  /** Whatever a task of a program's own gives. */
  OWN
}
