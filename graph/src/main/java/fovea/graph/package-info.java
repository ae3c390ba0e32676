/** Lazy tensors, operations, gradients and the plans that run them. */
@NullMarked
package fovea.graph;

import org.jspecify.annotations.NullMarked;
