/** What the exceptions of all modules have in common. */
module fovea.error {
  requires static org.jspecify;

  exports fovea.error;
}
