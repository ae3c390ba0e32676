/** Training loop, optimizers, schedules, metrics and checkpoints. */
module fovea.train {
  requires static org.jspecify;
  requires transitive fovea.nn;
  requires transitive fovea.data;
  requires transitive fovea.model;
  requires transitive fovea.format;

  exports fovea.train;
  exports fovea.train.adversarial;
  exports fovea.train.average;
  exports fovea.train.callback;
  exports fovea.train.cost;
  exports fovea.train.distill;
  exports fovea.train.event;
  exports fovea.train.head;
  exports fovea.train.metric;
  exports fovea.train.optim;
  exports fovea.train.predict;
  exports fovea.train.profile;
  exports fovea.train.rate;
  exports fovea.train.schedule;
  exports fovea.train.run;
  exports fovea.train.task;
  exports fovea.train.tta;
}
