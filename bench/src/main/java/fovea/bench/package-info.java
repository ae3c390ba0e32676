/** Measurements of speed and memory; never shipped, no test depends on them. */
@NullMarked
package fovea.bench;

import org.jspecify.annotations.NullMarked;
