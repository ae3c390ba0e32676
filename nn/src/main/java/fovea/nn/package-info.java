/** Layers, parameters, running statistics, initialization and losses. */
@NullMarked
package fovea.nn;

import org.jspecify.annotations.NullMarked;
