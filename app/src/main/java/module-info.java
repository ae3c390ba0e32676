/**
 * The command line: the only module that prints and parses arguments.
 *
 * <p>Exports only what its shell imports; open to picocli, which fills fields by reflection.
 */
module fovea.app {
  requires fovea.csv;
  requires transitive fovea.data;
  requires fovea.format;
  requires fovea.graph;
  requires fovea.explain;
  requires fovea.similar;
  requires fovea.concept;
  requires fovea.experiment;
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
  opens fovea.app.attack to
      info.picocli;
  opens fovea.app.augment to
      info.picocli;
  opens fovea.app.concept to
      info.picocli;
  opens fovea.app.config to
      info.picocli;
  opens fovea.app.doctor to
      info.picocli;
  opens fovea.app.duplicates to
      info.picocli;
  opens fovea.app.ensemble to
      info.picocli;
  opens fovea.app.experiment to
      info.picocli;
  opens fovea.app.explain to
      info.picocli;
  opens fovea.app.finetune to
      info.picocli;
  opens fovea.app.models to
      info.picocli;
  opens fovea.app.network to
      info.picocli;
  opens fovea.app.option to
      info.picocli;
  opens fovea.app.predict to
      info.picocli;
  opens fovea.app.profile to
      info.picocli;
  opens fovea.app.recipe to
      info.picocli;
  opens fovea.app.report to
      info.picocli;
  opens fovea.app.result to
      info.picocli;
  opens fovea.app.session to
      info.picocli;
  opens fovea.app.similar to
      info.picocli;
  opens fovea.app.train to
      info.picocli;
}
