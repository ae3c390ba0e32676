package fovea.train.metric;

/**
 * How good a model is at some point of its training.
 *
 * @param epoch number of the epoch, from 1
 * @param step number of steps done in all
 * @param train score on the training examples of the epoch up to now, while they were trained on
 * @param test score on the test examples; none without them
 */
public record ScoreReport(int epoch, long step, Score train, Score test) {}
