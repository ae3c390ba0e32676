/** All of the library in one module, for {@code import module fovea;}. */
module fovea {
  requires transitive fovea.graph;
  requires transitive fovea.nn;
  requires transitive fovea.format;
  requires transitive fovea.data;
  requires transitive fovea.train;
  requires transitive fovea.zoo;
  requires transitive fovea.onnx;
}
