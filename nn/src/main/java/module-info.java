/** Layers, parameters, running statistics, initialization and losses. */
module fovea.nn {
  requires static org.jspecify;
  requires transitive fovea.format;
  requires transitive fovea.graph;

  exports fovea.nn;
  exports fovea.nn.activation;
  exports fovea.nn.init;
  exports fovea.nn.init.data;
  exports fovea.nn.inspect;
  exports fovea.nn.layer;
  exports fovea.nn.loss;
}
