/**
 * The command line: the only module that prints and parses arguments.
 *
 * <p>Exports nothing; its packages are open to picocli, which fills fields by reflection.
 */
module fovea.app {
  requires fovea.data;
  requires fovea.format;
  requires fovea.graph;
  requires fovea.hub;
  requires fovea.model;
  requires fovea.nn;
  requires fovea.onnx;
  requires fovea.train;
  requires fovea.zoo;
  requires info.picocli;
  requires jdk.unsupported; // sun.misc.Signal, by reflection
  requires static org.jspecify;

  opens fovea.app to
      info.picocli;
}
