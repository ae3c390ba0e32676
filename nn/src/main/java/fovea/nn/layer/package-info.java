/**
 * Layers with parameters or of a fixed form: convolutions, linear layers, norms, pools, dropout.
 */
@NullMarked
package fovea.nn.layer;

import org.jspecify.annotations.NullMarked;
