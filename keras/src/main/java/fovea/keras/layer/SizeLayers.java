package fovea.keras.layer;

import fovea.format.NamedArray;
import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.keras.config.Config;
import fovea.keras.config.Feature;
import fovea.keras.config.HeightWidth;
import fovea.keras.config.Margins;
import java.util.List;

/** Layers that bring pictures to a size, as models begin with. */
final class SizeLayers {

  private SizeLayers() {}

  /** Resizing, without a filter against aliasing, as Keras does it. */
  static Feature resizing(LayerCall call) {
    Config config = call.config();
    String interpolation = config.text("interpolation", "bilinear");
    if (config.flag("pad_to_aspect_ratio", false)) {
      throw config.unsupported("Resizing with pad_to_aspect_ratio");
    }
    return config.flag("crop_to_aspect_ratio", false)
        ? largestWindow(call, interpolation)
        : resized(call, call.picture(), interpolation);
  }

  /** CenterCrop: what is too small is enlarged instead. */
  static Feature centerCrop(LayerCall call) {
    Feature input = known(call);
    HeightWidth target = target(call);
    int rows = input.size().height() - target.height();
    int columns = input.size().width() - target.width();
    return rows < 0 || columns < 0 ? largestWindow(call, "bilinear") : cropped(call, input, target);
  }

  /**
   * RandomCrop, which takes the largest window of its form, and resizes it, outside of training.
   */
  static Feature randomCrop(LayerCall call) {
    return largestWindow(call, "bilinear");
  }

  /** The largest window in the center that has the form of the target, resized to it. */
  private static Feature largestWindow(LayerCall call, String interpolation) {
    Feature input = known(call);
    HeightWidth size = input.size();
    HeightWidth target = target(call);
    long height = (long) size.width() * target.height() / target.width();
    long width = (long) size.height() * target.width() / target.height();
    var window =
        new HeightWidth(Math.clamp(height, 1, size.height()), Math.clamp(width, 1, size.width()));
    return resized(call, cropped(call, input, window), interpolation);
  }

  private static Feature known(LayerCall call) {
    Feature input = call.picture();
    if (!input.isKnown()) {
      throw call.config().unsupported(call.type() + " of pictures of any size");
    }
    return input;
  }

  private static HeightWidth target(LayerCall call) {
    int height = call.config().whole("height", 0);
    int width = call.config().whole("width", 0);
    if (height < 1 || width < 1) {
      throw call.config().unsupported(call.type() + " to " + height + " × " + width);
    }
    return new HeightWidth(height, width);
  }

  /** The window in the center; of an odd rest, more is cut at the end. */
  private static Feature cropped(LayerCall call, Feature input, HeightWidth window) {
    int rows = input.size().height() - window.height();
    int columns = input.size().width() - window.width();
    return ShapeLayers.cropped(
        call, input, new Margins(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2));
  }

  private static Feature resized(LayerCall call, Feature input, String interpolation) {
    HeightWidth target = target(call);
    if (input.size().equals(target)) {
      return input;
    }
    GraphBuilder graph = call.graph();
    String sizes =
        graph.constant(
            call.path() + "/sizes",
            NamedArray.of("", List.of(2L), new long[] {target.height(), target.width()}));
    OnnxNode node =
        OnnxNode.of("Resize", List.of(input.value(), "", "", sizes), call.result())
            .with("axes", OnnxAttribute.of(new long[] {2, 3}))
            .with("coordinate_transformation_mode", OnnxAttribute.of("half_pixel"));
    graph.add(
        switch (interpolation) {
          case "bilinear" -> node.with("mode", OnnxAttribute.of("linear"));
          case "nearest" ->
              node.with("mode", OnnxAttribute.of("nearest"))
                  .with("nearest_mode", OnnxAttribute.of("round_prefer_ceil"));
          case "bicubic" ->
              node.with("mode", OnnxAttribute.of("cubic"))
                  .with("cubic_coeff_a", OnnxAttribute.of(-0.5))
                  .with("exclude_outside", OnnxAttribute.of(1L));
          case String other -> throw call.config().unsupported("interpolation " + other);
        });
    return input.value(node.outputs().getFirst()).resized(target);
  }
}
