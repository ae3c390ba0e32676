/** What is similar: pictures by what a network makes of them. */
module fovea.similar {
  requires static org.jspecify;
  requires transitive fovea.explain;

  exports fovea.similar;
  exports fovea.similar.map;
}
