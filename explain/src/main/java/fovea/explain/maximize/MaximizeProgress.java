package fovea.explain.maximize;

/**
 * How far a maximization is.
 *
 * @param step that is done, from 1, over all batches
 * @param steps of all batches
 * @param objective mean of the pictures of this batch
 */
public record MaximizeProgress(int step, int steps, double objective) {}
