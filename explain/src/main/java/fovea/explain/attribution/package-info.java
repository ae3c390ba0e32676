/** Attribution: how much each part of a picture speaks for a class. */
@NullMarked
package fovea.explain.attribution;

import org.jspecify.annotations.NullMarked;
