package fovea.keras.layer;

import fovea.format.NamedArray;
import fovea.format.onnx.OnnxAttribute;
import fovea.format.onnx.OnnxNode;
import fovea.keras.config.Feature;
import fovea.keras.config.Feature.ChannelsFirst;
import fovea.keras.config.Feature.Done;
import fovea.keras.config.Feature.Unpadded;
import fovea.keras.config.HeightWidth;
import fovea.keras.config.Margins;
import java.util.ArrayList;
import java.util.List;

/** Layers that move, add or take away pixels. */
final class ShapeLayers {

  private ShapeLayers() {}

  /** Flatten. */
  static Feature flatten(LayerCall call) {
    Feature input = call.input();
    if (!input.isPicture()) {
      return input;
    }
    String flat = call.graph().apply("Flatten", input.value(), call.path());
    Feature result = new Feature(flat, List.of(features(call, input)));
    HeightWidth size = input.size();
    boolean sameOrder = size.isOne() || input.channels() == 1 || call.channelsFirst();
    return sameOrder ? result : result.state(new ChannelsFirst(size, input.channels()));
  }

  /** Reshape, between pictures and lists of features. */
  static Feature reshape(LayerCall call) {
    Feature input = call.input();
    List<Integer> target = new ArrayList<>(call.config().sizes("target_shape").orElseThrow());
    fillIn(call, target, features(call, input));
    if (call.channelsFirst() || (target.size() != 1 && target.size() != 3)) {
      throw call.config().unsupported("Reshape to " + target.size() + " dimensions");
    }
    if (target.equals(input.shape())) {
      return input;
    }
    if (target.size() == 1) {
      return flatten(call);
    }
    GraphBuilder graph = call.graph();
    String pixels =
        input.isPicture() && !input.size().isOne()
            ? graph.transpose(input.value(), 0, 2, 3, 1)
            : input.value();
    Feature picture = new Feature(pixels, target);
    if (picture.size().isOne()) {
      return picture.value(graph.reshape(pixels, call.path(), -1, picture.channels(), 1, 1));
    }
    String last =
        graph.reshape(
            pixels,
            call.path(),
            -1,
            picture.size().height(),
            picture.size().width(),
            picture.channels());
    return picture.value(graph.transpose(last, 0, 3, 1, 2));
  }

  private static void fillIn(LayerCall call, List<Integer> target, int features) {
    int open = target.indexOf(Feature.UNKNOWN);
    long known = 1;
    for (int size : target) {
      known *= size == Feature.UNKNOWN ? 1 : Math.max(size, 0);
    }
    if (open >= 0 && known > 0) {
      target.set(open, (int) (features / known));
      known *= target.get(open);
    }
    if (known != features) {
      throw call.config().unsupported("Reshape of " + features + " numbers to " + target);
    }
  }

  private static int features(LayerCall call, Feature input) {
    if (!input.isKnown()) {
      throw call.config().unsupported(call.type() + " of pictures of any size");
    }
    int features = 1;
    for (int size : input.shape()) {
      features = Math.multiplyExact(features, size);
    }
    return features;
  }

  /** ZeroPadding2D, which a convolution behind it will do. */
  static Feature pad(LayerCall call) {
    Feature input = call.rawPicture();
    Margins margins = call.config().margins("padding");
    Margins before = input.state() instanceof Unpadded(Margins other) ? other : Margins.NONE;
    HeightWidth size = input.size();
    HeightWidth larger =
        new HeightWidth(
            plus(size.height(), margins.top() + margins.bottom()),
            plus(size.width(), margins.left() + margins.right()));
    Margins all = before.plus(margins);
    return input.resized(larger).state(all.isNone() ? new Done() : new Unpadded(all));
  }

  /** Cropping2D. */
  static Feature crop(LayerCall call) {
    return cropped(call, call.picture(), call.config().margins("cropping"));
  }

  /** Cuts so much from each side. */
  static Feature cropped(LayerCall call, Feature input, Margins margins) {
    if (margins.isNone()) {
      return input;
    }
    HeightWidth size = input.size();
    GraphBuilder graph = call.graph();
    long most = Long.MAX_VALUE;
    String starts = graph.constant(call.path() + "/starts", longs(margins.top(), margins.left()));
    String ends =
        graph.constant(
            call.path() + "/ends",
            longs(
                margins.bottom() == 0 ? most : -margins.bottom(),
                margins.right() == 0 ? most : -margins.right()));
    String axes = graph.constant(call.path() + "/axes", longs(2, 3));
    OnnxNode node = OnnxNode.of("Slice", List.of(input.value(), starts, ends, axes), call.result());
    graph.add(node);
    HeightWidth smaller =
        new HeightWidth(
            plus(size.height(), -margins.top() - margins.bottom()),
            plus(size.width(), -margins.left() - margins.right()));
    return input.value(node.outputs().getFirst()).resized(smaller);
  }

  /** UpSampling2D, by repeating pixels or between them. */
  static Feature enlarge(LayerCall call) {
    Feature input = call.picture();
    HeightWidth factor = call.config().size("size", new HeightWidth(2, 2));
    GraphBuilder graph = call.graph();
    NamedArray scales =
        NamedArray.of("", List.of(4L), new float[] {1, 1, factor.height(), factor.width()});
    String factors = graph.constant(call.path() + "/scales", scales);
    OnnxNode node = OnnxNode.of("Resize", List.of(input.value(), "", factors), call.result());
    graph.add(
        switch (call.config().text("interpolation", "nearest")) {
          case "nearest" ->
              node.with("mode", OnnxAttribute.of("nearest"))
                  .with("coordinate_transformation_mode", OnnxAttribute.of("asymmetric"))
                  .with("nearest_mode", OnnxAttribute.of("floor"));
          case "bilinear" ->
              node.with("mode", OnnxAttribute.of("linear"))
                  .with("coordinate_transformation_mode", OnnxAttribute.of("half_pixel"));
          case String other -> throw call.config().unsupported("interpolation " + other);
        });
    HeightWidth size = input.size();
    HeightWidth larger =
        new HeightWidth(times(size.height(), factor.height()), times(size.width(), factor.width()));
    return input.value(node.outputs().getFirst()).resized(larger);
  }

  private static int plus(int size, int more) {
    return size == Feature.UNKNOWN ? size : Math.max(0, Math.addExact(size, more));
  }

  private static int times(int size, int factor) {
    return size == Feature.UNKNOWN ? size : Math.multiplyExact(size, factor);
  }

  private static NamedArray longs(long... values) {
    return NamedArray.of("", List.of((long) values.length), values);
  }
}
