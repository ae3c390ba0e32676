/** Schedules: how the learning rate changes from step to step. */
@NullMarked
package fovea.train.schedule;

import org.jspecify.annotations.NullMarked;
