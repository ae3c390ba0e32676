package fovea.similar;

/**
 * Two pictures that may be one, or nearly.
 *
 * @param first number in the index
 * @param second number in the same index, or in the other one
 * @param similarity cosine of the angle of their vectors
 */
public record LikePair(int first, int second, double similarity) {}
