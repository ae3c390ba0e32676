package fovea.app.explain;

import java.util.Optional;

/**
 * What the user asks about.
 *
 * @param layer name of a layer
 * @param target name or index of a class
 */
record Question(Optional<String> layer, Optional<String> target) {}
