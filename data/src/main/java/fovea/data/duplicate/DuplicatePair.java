package fovea.data.duplicate;

/**
 * Two pictures that show the same.
 *
 * @param first index of one
 * @param second index of the other, which is higher
 * @param kind in what way they are the same
 * @param likeness correlation of what both show, up to 1
 */
public record DuplicatePair(int first, int second, DuplicateKind kind, double likeness) {}
