/** Networks by name, one file for each family. */
module fovea.zoo {
  requires static org.jspecify;
  requires transitive fovea.nn;
  requires transitive fovea.model;
  requires transitive fovea.format;

  exports fovea.zoo;
  exports fovea.zoo.weights;

  // The walk over a network's components meets records that are not public.
  opens fovea.zoo to
      fovea.nn;
}
