package fovea.onednn.winograd;

/**
 * Columns of a tile that lie within a picture.
 *
 * @param first the first one
 * @param end the one after the last
 */
record Columns(int first, int end) {}
