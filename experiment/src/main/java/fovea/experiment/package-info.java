/** Runs as their folders keep them. */
@NullMarked
package fovea.experiment;

import org.jspecify.annotations.NullMarked;
