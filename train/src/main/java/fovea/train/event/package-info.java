/** Events of a training for TensorBoard. */
@NullMarked
package fovea.train.event;

import org.jspecify.annotations.NullMarked;
