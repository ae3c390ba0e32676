/** Lazy tensors, operations, gradients and the plans that run them. */
@SuppressWarnings("module") // fovea.onednn, a friend, is built later
module fovea.graph {
  requires java.management;
  requires static org.jspecify;
  requires transitive fovea.error;

  exports fovea.graph;
  exports fovea.graph.op;
  exports fovea.graph.spi;
  exports fovea.graph.type;
  exports fovea.graph.ref to
      fovea.onednn;

  uses fovea.graph.Engine;
  uses fovea.graph.spi.Backend;

  provides fovea.graph.Engine with
      fovea.graph.run.LocalEngine;
}
