/** What a model file is: weights, and a card that says all that is needed to use them. */
module fovea.model {
  requires static org.jspecify;
  requires transitive fovea.nn;
  requires transitive fovea.data;
  requires transitive fovea.format;

  exports fovea.model;
}
