/** Failures that a user can act on. */
@NullMarked
package fovea.error;

import org.jspecify.annotations.NullMarked;
