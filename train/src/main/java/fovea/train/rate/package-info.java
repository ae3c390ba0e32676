/** Finding a learning rate by trying many. */
@NullMarked
package fovea.train.rate;

import org.jspecify.annotations.NullMarked;
