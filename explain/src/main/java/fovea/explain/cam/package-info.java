/** Class activation mapping: which places of a layer's maps speak for a class. */
@NullMarked
package fovea.explain.cam;

import org.jspecify.annotations.NullMarked;
