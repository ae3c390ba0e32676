package fovea.keras.layer;

import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.keras.config.Feature;
import fovea.keras.config.HeightWidth;
import fovea.keras.config.Margins;
import java.util.List;

/** Pools over windows and over whole pictures. */
final class PoolLayers {

  private PoolLayers() {}

  /** MaxPooling2D or AveragePooling2D, whose mean is over the pixels of the picture only. */
  static Feature window(LayerCall call, String operator) {
    Feature input = call.picture();
    KernelWindow window = KernelWindow.pool(call.config());
    OnnxNode node =
        OnnxNode.of(operator, List.of(input.value()), call.result())
            .with("kernel_shape", window.kernelShape())
            .with("strides", window.strides());
    call.graph().add(window.padded(node, input.size(), Margins.NONE));
    return input.value(node.outputs().getFirst()).resized(window.over(input.size()));
  }

  /** GlobalMaxPooling2D or GlobalAveragePooling2D. */
  static Feature whole(LayerCall call, String operator) {
    Feature input = call.picture();
    GraphBuilder graph = call.graph();
    boolean keep = call.config().flag("keepdims", false);
    String wanted = keep ? call.path() : call.path() + "/pixel";
    String pooled = graph.apply(operator, input.value(), wanted);
    if (keep) {
      return input.value(pooled).resized(new HeightWidth(1, 1));
    }
    OnnxNode flat = OnnxNode.of("Flatten", List.of(pooled), call.result());
    graph.add(flat.with("axis", OnnxAttribute.of(1L)));
    return new Feature(flat.outputs().getFirst(), List.of(input.channels()));
  }
}
