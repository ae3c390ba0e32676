package fovea.experiment.recipe;

/**
 * Where a number lies that is known from some examples only, with 95 % confidence.
 *
 * @param low its lower end
 * @param high its upper end
 */
public record Interval(double low, double high) {}
