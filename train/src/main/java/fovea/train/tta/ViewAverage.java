package fovea.train.tta;

/** What the average over views is taken of. */
public enum ViewAverage {
  /** Of probabilities: of softmax for classes, of sigmoids for labels. */
  PROBABILITIES,
  /** Of logits, as the network gives them. */
  LOGITS
}
