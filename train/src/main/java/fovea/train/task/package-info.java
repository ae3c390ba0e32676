/** Tasks: how outputs and targets become a loss and metrics. */
@NullMarked
package fovea.train.task;

import org.jspecify.annotations.NullMarked;
