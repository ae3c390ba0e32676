/** Models that others learn from. */
@NullMarked
package fovea.hub.distill;

import org.jspecify.annotations.NullMarked;
