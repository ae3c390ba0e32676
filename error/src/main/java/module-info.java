/** What the exceptions of all modules have in common. */
module fovea.error {
  requires static transitive org.jspecify;

  exports fovea.error;
}
