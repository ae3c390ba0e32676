/** Layers, parameters, running statistics, initialization and losses. */
module fovea.nn {
  requires static org.jspecify;
  requires transitive fovea.graph;

  exports fovea.nn;
}
