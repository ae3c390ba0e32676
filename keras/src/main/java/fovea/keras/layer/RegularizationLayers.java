package fovea.keras.layer;

import fovea.format.NamedArray;
import fovea.format.onnx.OnnxNode;
import fovea.keras.config.Feature;
import fovea.keras.config.Feature.Unpadded;
import java.util.List;

/** Layers that act in training only. */
final class RegularizationLayers {

  private RegularizationLayers() {}

  /** Dropout, which stays for whoever trains the network further. */
  static Feature dropout(LayerCall call) {
    Feature raw = call.raw();
    Feature input = raw.state() instanceof Unpadded ? call.graph().settled(raw) : raw;
    float rate = (float) call.config().real("rate", 0.5);
    if (rate < 0 || rate >= 1) {
      throw call.config().unsupported("a dropout of " + rate);
    }
    String ratio = call.graph().constant(call.path() + "/rate", NamedArray.of("", List.of(), rate));
    OnnxNode node = OnnxNode.of("Dropout", List.of(input.value(), ratio), call.result());
    call.graph().add(node);
    return input.value(node.outputs().getFirst());
  }

  /** What changes nothing when the network is used, and has no like here. */
  static Feature leftOut(LayerCall call) {
    call.graph()
        .note(
            "the layer %s (%s) is left out: it acts in training only"
                .formatted(call.path(), call.type()));
    return call.raw();
  }
}
