/** Any model ready to use: load, classify, fine-tune. */
module fovea.hub {
  requires static org.jspecify;
  requires java.desktop;
  requires fovea.keras;
  requires transitive fovea.train;
  requires transitive fovea.zoo;
  requires transitive fovea.onnx;

  exports fovea.hub;
  exports fovea.hub.distill;
  exports fovea.hub.ensemble;
  exports fovea.hub.finetune;
  exports fovea.hub.settings;
}
