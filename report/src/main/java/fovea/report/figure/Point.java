package fovea.report.figure;

/**
 * A place of a figure.
 *
 * @param x to the right, from the left edge
 * @param y downwards, from the upper edge
 */
public record Point(double x, double y) {}
