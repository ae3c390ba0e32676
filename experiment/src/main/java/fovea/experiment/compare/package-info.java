/** Runs beside each other: in what they differ, and what that has brought. */
@NullMarked
package fovea.experiment.compare;

import org.jspecify.annotations.NullMarked;
