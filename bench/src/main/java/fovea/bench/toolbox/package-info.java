/** Whether the pieces of the training toolbox help where they should. */
@NullMarked
package fovea.bench.toolbox;

import org.jspecify.annotations.NullMarked;
