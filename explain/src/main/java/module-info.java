/** What a network has learned, and what it looks at. */
module fovea.explain {
  requires static org.jspecify;
  requires transitive fovea.hub;
  requires transitive fovea.report;

  exports fovea.explain;
  exports fovea.explain.adversarial;
  exports fovea.explain.attribution;
  exports fovea.explain.cam;
  exports fovea.explain.evaluation;
  exports fovea.explain.feature;
  exports fovea.explain.maximize;
  exports fovea.explain.measure;
  exports fovea.explain.network;
  exports fovea.explain.occlusion;
  exports fovea.explain.parametrization;
  exports fovea.explain.relevance;
  exports fovea.explain.show;
  exports fovea.explain.source;
  exports fovea.explain.top;
  exports fovea.explain.trust;
}
