/** What every measured process has in common: the work, its data, and how it is driven. */
@NullMarked
package fovea.bench.engine;

import org.jspecify.annotations.NullMarked;
