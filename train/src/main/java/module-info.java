/** Training loop, optimizers, schedules, metrics and checkpoints. */
module fovea.train {
  requires static org.jspecify;
  requires transitive fovea.nn;
  requires transitive fovea.data;
  requires transitive fovea.model;
  requires transitive fovea.format;

  exports fovea.train;
  exports fovea.train.profile;
}
