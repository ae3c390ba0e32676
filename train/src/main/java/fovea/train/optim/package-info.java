/** Optimizers: how gradients change parameters. */
@NullMarked
package fovea.train.optim;

import org.jspecify.annotations.NullMarked;
