/** Small things that several parts of training share. */
@NullMarked
package fovea.train.internal;

import org.jspecify.annotations.NullMarked;
