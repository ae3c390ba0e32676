package fovea.onednn.winograd;

/**
 * Rows of tiles that are worked on together, counted through all pictures.
 *
 * @param first the first one
 * @param count how many
 */
record Bands(int first, int count) {}
