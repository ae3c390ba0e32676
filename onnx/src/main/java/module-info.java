/** Graphs of ONNX files as networks that can be trained, and networks as ONNX files. */
module fovea.onnx {
  requires static org.jspecify;
  requires transitive fovea.nn;
  requires transitive fovea.model;
  requires transitive fovea.format;

  exports fovea.onnx;

  // The walk over a network's components finds its parameters.
  opens fovea.onnx to
      fovea.nn;
}
