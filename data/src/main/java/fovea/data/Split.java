package fovea.data;

/** The part of a data set to train on, and the part to test on. */
public enum Split {
  /** For learning. */
  TRAIN,
  /** For the final judgement only. */
  TEST
}
