/** Learning from the answers of another network. */
@NullMarked
package fovea.train.distill;

import org.jspecify.annotations.NullMarked;
