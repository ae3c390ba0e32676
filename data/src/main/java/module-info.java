/**
 * Examples on their way into a network: data sets, a user's own pictures, preprocessing,
 * augmentation and batches.
 */
module fovea.data {
  requires transitive fovea.format;
  requires transitive fovea.graph;
  requires java.desktop;
  requires java.net.http;
  requires static org.jspecify;

  exports fovea.data;
  exports fovea.data.augment;
  exports fovea.data.augment.geometric;
  exports fovea.data.augment.photometric;
  exports fovea.data.augment.pipeline;
  exports fovea.data.batch;
  exports fovea.data.download;
  exports fovea.data.duplicate;
  exports fovea.data.photo;
  exports fovea.data.picture;
  exports fovea.data.pixels;
  exports fovea.data.resize;
  exports fovea.data.sampling;
  exports fovea.data.sets;
  exports fovea.data.split;
  exports fovea.data.targets;
  exports fovea.data.warp;
}
