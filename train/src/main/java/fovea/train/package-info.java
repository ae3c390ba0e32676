/** Training loop, optimizers, schedules, metrics and checkpoints. */
@NullMarked
package fovea.train;

import org.jspecify.annotations.NullMarked;
