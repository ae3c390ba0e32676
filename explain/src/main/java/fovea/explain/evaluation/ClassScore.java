package fovea.explain.evaluation;

/**
 * How well one class is recognized.
 *
 * @param name of the class
 * @param precision share of what was taken for it that is of it; 0 if nothing was
 * @param recall share of its pictures that were recognized; 0 if there are none
 * @param f1 harmonic mean of both; 0 if both are
 * @param support number of its pictures
 */
public record ClassScore(String name, double precision, double recall, double f1, long support) {}
