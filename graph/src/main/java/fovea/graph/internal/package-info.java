/**
 * Shared by tensors and operations: checks of inputs, the walk of gradients, and what tensors
 * compose of several operations.
 */
@NullMarked
package fovea.graph.internal;

import org.jspecify.annotations.NullMarked;
