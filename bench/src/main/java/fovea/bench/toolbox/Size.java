package fovea.bench.toolbox;

/**
 * How large an experiment is.
 *
 * @param epochs number of epochs
 * @param seeds number of seeds
 * @param pictures training pictures
 */
record Size(int epochs, int seeds, int pictures) {}
