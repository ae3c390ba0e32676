/** What runs have brought: reports, comparisons, and what to do next. */
module fovea.experiment {
  requires static org.jspecify;
  requires transitive fovea.explain;

  exports fovea.experiment;
  exports fovea.experiment.compare;
  exports fovea.experiment.page;
  exports fovea.experiment.recipe;
}
