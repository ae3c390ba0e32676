/** Layers of Keras as nodes of a graph, and their weights. */
@NullMarked
package fovea.keras.layer;

import org.jspecify.annotations.NullMarked;
