/** In what models that should be alike differ. */
@NullMarked
package fovea.hub.likeness;

import org.jspecify.annotations.NullMarked;
