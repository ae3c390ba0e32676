/** What is similar: pictures by the features of a network. */
@SuppressWarnings("requires-automatic") // no release of it is a module so far
module fovea.similar {
  requires hipparchus.core;
  requires hipparchus.stat;
  requires static org.jspecify;
  requires transitive fovea.explain;

  exports fovea.similar;
}
