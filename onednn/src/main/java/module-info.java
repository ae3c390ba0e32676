/** The CPU backend: oneDNN's kernels, called without JNI. */
module fovea.onednn {
  requires transitive fovea.graph;
  requires static org.jspecify;

  provides fovea.graph.spi.Backend with
      fovea.onednn.OneDnnBackend;
}
