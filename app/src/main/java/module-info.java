/**
 * The command line: the only module that prints and parses arguments.
 *
 * <p>Exports only what its shell imports; open to picocli, which fills fields by reflection.
 */
module fovea.app {
  requires transitive fovea.data;
  requires fovea.format;
  requires fovea.graph;
  requires fovea.hub;
  requires fovea.model;
  requires fovea.nn;
  requires fovea.onnx;
  requires fovea.train;
  requires fovea.zoo;
  requires info.picocli;
  requires transitive java.desktop;
  requires static jdk.jshell; // slow to start with: the launcher adds it for the verb shell
  requires jdk.unsupported; // sun.misc.Signal, by reflection
  requires static org.jspecify;

  exports fovea.app.shell;

  opens fovea.app to
      info.picocli;
}
