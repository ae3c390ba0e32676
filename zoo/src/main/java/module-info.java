/** Networks by name, one file for each family. */
module fovea.zoo {
  requires static org.jspecify;
  requires transitive fovea.nn;
  requires transitive fovea.model;
  requires transitive fovea.format;

  exports fovea.zoo;
  exports fovea.zoo.airbench;
  exports fovea.zoo.alexnet;
  exports fovea.zoo.basic;
  exports fovea.zoo.catalog;
  exports fovea.zoo.ensemble;
  exports fovea.zoo.inception;
  exports fovea.zoo.mobile;
  exports fovea.zoo.resnet;
  exports fovea.zoo.vgg;
  exports fovea.zoo.weights;

  // The walk over a network's components meets records that are not public.
  opens fovea.zoo.airbench to
      fovea.nn;
  opens fovea.zoo.alexnet to
      fovea.nn;
  opens fovea.zoo.basic to
      fovea.nn;
  opens fovea.zoo.ensemble to
      fovea.nn;
  opens fovea.zoo.inception to
      fovea.nn;
  opens fovea.zoo.mobile to
      fovea.nn;
  opens fovea.zoo.resnet to
      fovea.nn;
  opens fovea.zoo.vgg to
      fovea.nn;
}
