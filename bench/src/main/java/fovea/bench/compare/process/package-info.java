/** The processes of a comparison: who runs in them, with which settings. */
@NullMarked
package fovea.bench.compare.process;

import org.jspecify.annotations.NullMarked;
