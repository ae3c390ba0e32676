package fovea.onednn.conv;

import fovea.graph.spi.Call;
import fovea.graph.spi.PlainLowering;
import fovea.graph.spi.Step;

/**
 * A step of a convolution.
 *
 * @param algorithm how it is computed
 */
record ConvStep(Step step, ConvGeometry geometry, ConvAlgorithm algorithm) {
  /** What plans show of its call: by {@code implementation}, for the reason of the algorithm. */
  Call.Label label(String implementation) {
    return PlainLowering.label(step, implementation, false).reason(algorithm.reason());
  }
}
