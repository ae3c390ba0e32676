/** The reference backend: plain Java loops, the oracle of all others. */
@NullMarked
package fovea.graph.ref;

import org.jspecify.annotations.NullMarked;
