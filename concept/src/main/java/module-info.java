/** Which concepts a network uses. */
@SuppressWarnings("requires-automatic") // no release of it is a module so far
module fovea.concept {
  requires hipparchus.core;
  requires hipparchus.stat;
  requires static org.jspecify;
  requires transitive fovea.explain;

  exports fovea.concept;
}
