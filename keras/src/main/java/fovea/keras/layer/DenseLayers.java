package fovea.keras.layer;

import fovea.format.NamedArray;
import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.keras.config.Feature;
import fovea.keras.config.Feature.ChannelsFirst;
import fovea.keras.config.Feature.Done;
import fovea.keras.config.HeightWidth;
import fovea.keras.mapping.Mapping;
import java.util.ArrayList;
import java.util.List;

/** Fully connected layers. */
final class DenseLayers {
  private static final String KERNEL = "kernel";
  private static final String BIAS = "bias";

  private DenseLayers() {}

  /** Dense. */
  static Feature dense(LayerCall call) {
    Feature input = call.raw();
    if (input.shape().size() != 1) {
      throw call.config().unsupported("Dense of an input that is not flat");
    }
    List<String> roles =
        call.config().flag("use_bias", true) ? List.of(KERNEL, BIAS) : List.of(KERNEL);
    Roles arrays = call.arrays(roles);
    NamedArray kernel = arrays.the(KERNEL);
    if (kernel.shape().size() != 2 || kernel.shape().getFirst() != input.channels()) {
      throw call.misfit(kernel, "[" + input.channels() + ", out]");
    }
    int out = Math.toIntExact(kernel.shape().get(1));
    List<String> inputs = new ArrayList<>(List.of(input.value(), weight(call, kernel, input)));
    arrays.find(BIAS).ifPresent(bias -> inputs.add(call.vector(bias, BIAS, out)));
    OnnxNode node = OnnxNode.of("Gemm", inputs, call.result()).with("transB", OnnxAttribute.of(1L));
    call.graph().add(node);
    Feature output = new Feature(node.outputs().getFirst(), List.of(out), new Done());
    return ActivationLayers.named(call, output);
  }

  private static String weight(LayerCall call, NamedArray kernel, Feature input) {
    return input.state() instanceof ChannelsFirst(HeightWidth size, int channels)
        ? call.weight(
            kernel,
            "weight",
            Layouts.denseOfPicture(kernel, size, channels),
            Mapping.TRANSPOSED + ", inputs in the order channels, height, width")
        : call.weight(kernel, "weight", Layouts.dense(kernel), Mapping.TRANSPOSED);
  }
}
