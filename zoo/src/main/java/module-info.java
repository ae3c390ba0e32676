/** Networks by name, one file for each family. */
module fovea.zoo {
  requires static org.jspecify;
  requires transitive fovea.nn;
  requires transitive fovea.train;
  requires transitive fovea.format;
}
