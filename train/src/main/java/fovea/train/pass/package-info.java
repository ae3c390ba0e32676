/** What every step of a training computes: forward pass, loss and gradients. */
@NullMarked
package fovea.train.pass;

import org.jspecify.annotations.NullMarked;
