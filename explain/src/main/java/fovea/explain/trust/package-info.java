/** How far the map of a method can be trusted. */
@NullMarked
package fovea.explain.trust;

import org.jspecify.annotations.NullMarked;
