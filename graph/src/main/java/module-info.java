/** Lazy tensors, operations, gradients and the plans that run them. */
module fovea.graph {
  requires static org.jspecify;
}
