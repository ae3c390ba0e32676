/** What the exceptions of all modules have in common, and what a mistyped word was meant to be. */
module fovea.error {
  requires static org.jspecify;

  exports fovea.error;
}
