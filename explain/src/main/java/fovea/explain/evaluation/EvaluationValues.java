package fovea.explain.evaluation;

/**
 * How well a model did, in figures.
 *
 * @param pictures number of them
 * @param accuracy share of pictures whose likeliest class is the true one
 * @param balancedAccuracy mean of the share of each class, which rare classes count in as much
 * @param macroF1 mean of the F1 of each class
 * @param top5 share of pictures whose true class is among the five likeliest
 * @param loss mean of the negative logarithm of the true class's probability
 * @param calibrationError expected calibration error in {@link Calibration#BINS} bins
 */
public record EvaluationValues(
    long pictures,
    double accuracy,
    double balancedAccuracy,
    double macroF1,
    double top5,
    double loss,
    double calibrationError) {}
