/** Decoded pictures: pixels, shape, order of channels and range of values. */
@NullMarked
package fovea.data.pixels;

import org.jspecify.annotations.NullMarked;
