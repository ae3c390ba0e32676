package fovea.data.photo;

import java.nio.file.Path;

/**
 * A picture file and what it shows.
 *
 * @param file that holds it
 * @param label index of its class
 */
public record Photo(Path file, int label) {}
