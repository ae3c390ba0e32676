package fovea.nn;

import fovea.graph.Tensor;

/** The head of a network as a layer; everything keeps the path that it has in the network. */
record Head(@Named("") Classifier network) implements Layer {

  @Override
  public Tensor forward(Tensor features) {
    return network.classify(features);
  }
}
