package fovea.data;

/** The part of a data set that a model learns from, and the part that it is judged by. */
public enum Split {
  /** For learning. */
  TRAIN,
  /** For the final judgement only. */
  TEST
}
