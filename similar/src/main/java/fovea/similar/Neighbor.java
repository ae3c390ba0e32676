package fovea.similar;

/**
 * A picture of an index, and how similar it is to what was asked about.
 *
 * @param number of the picture in the index, from 0
 * @param similarity cosine of the angle of the two vectors: 1 for the same direction, 0 for nothing
 *     in common
 */
public record Neighbor(int number, double similarity) {}
