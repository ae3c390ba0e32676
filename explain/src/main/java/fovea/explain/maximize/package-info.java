/** Activation maximization: inputs that drive a part of a network most, found by its gradients. */
@NullMarked
package fovea.explain.maximize;

import org.jspecify.annotations.NullMarked;
