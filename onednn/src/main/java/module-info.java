/** The CPU backend: kernels of oneDNN, called through the foreign-function interface. */
module fovea.onednn {
  requires static org.jspecify;
  requires fovea.graph;
}
