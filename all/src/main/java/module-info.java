/**
 * All of the library in one module, for {@code import module fovea;}. The CPU backend, which
 * exports nothing, comes along, so that whatever finds this module finds that.
 */
module fovea {
  requires fovea.onednn;
  requires transitive fovea.graph;
  requires transitive fovea.nn;
  requires transitive fovea.format;
  requires transitive fovea.data;
  requires transitive fovea.model;
  requires transitive fovea.train;
  requires transitive fovea.zoo;
  requires transitive fovea.onnx;
  requires transitive fovea.hub;
  requires transitive fovea.explain;
  requires transitive fovea.similar;
  requires transitive fovea.concept;
  requires transitive fovea.experiment;
}
