package fovea.keras;

/** The layers that have a translation. */
final class Layers {

  private Layers() {}

  /** Adds the nodes of a layer and says what comes out. */
  static Feature translate(LayerCall call) {
    if (Activations.has(call.type())) {
      return Activations.layer(call);
    }
    return switch (call.type()) {
      case "Conv2D", "Convolution2D" -> Convolutions.plain(call);
      case "DepthwiseConv2D" -> Convolutions.depthwise(call);
      case "SeparableConv2D", "SeparableConvolution2D" -> Convolutions.separable(call);
      case "Conv2DTranspose", "Convolution2DTranspose" -> Convolutions.transposed(call);
      case "Dense" -> DenseLayers.dense(call);
      case "BatchNormalization", "BatchNormalizationV1", "SyncBatchNormalization" ->
          Norms.batch(call);
      case "Rescaling" -> Norms.rescaling(call);
      case "Normalization" -> Norms.fixed(call);
      case "MaxPooling2D", "MaxPool2D" -> Pools.window(call, "MaxPool");
      case "AveragePooling2D", "AvgPool2D" -> Pools.window(call, "AveragePool");
      case "GlobalMaxPooling2D", "GlobalMaxPool2D" -> Pools.whole(call, "GlobalMaxPool");
      case "GlobalAveragePooling2D", "GlobalAvgPool2D" -> Pools.whole(call, "GlobalAveragePool");
      case "Flatten" -> Shapes.flatten(call);
      case "Reshape" -> Shapes.reshape(call);
      case "ZeroPadding2D" -> Shapes.pad(call);
      case "Cropping2D" -> Shapes.crop(call);
      case "UpSampling2D" -> Shapes.enlarge(call);
      case "Add" -> Merges.fold(call, "Add");
      case "Multiply" -> Merges.fold(call, "Mul");
      case "Maximum" -> Merges.fold(call, "Max");
      case "Minimum" -> Merges.fold(call, "Min");
      case "Subtract" -> Merges.difference(call);
      case "Average" -> Merges.mean(call);
      case "Concatenate" -> Merges.concatenate(call);
      case "CustomScaleLayer" -> Merges.scaledSum(call);
      case "Dropout" -> Regularizers.dropout(call);
      case "SpatialDropout2D",
          "GaussianNoise",
          "GaussianDropout",
          "AlphaDropout",
          "ActivityRegularization" ->
          Regularizers.leftOut(call);
      default -> throw call.config().unsupported(call.type());
    };
  }
}
