/** Examples and batches: named inputs and targets of any type and shape. */
@NullMarked
package fovea.data.batch;

import org.jspecify.annotations.NullMarked;
