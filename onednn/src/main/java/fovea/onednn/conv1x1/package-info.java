/**
 * Convolutions with 1×1 kernels at inference by machine code of our own. What they read and write
 * is much for what they compute; so some pixels with all their channels are made at a time, while
 * the memory for the next ones is fetched.
 */
@NullMarked
package fovea.onednn.conv1x1;

import org.jspecify.annotations.NullMarked;
