package fovea.keras.layer;

import fovea.keras.config.Feature;

/** The layers that have a translation. */
public final class Layers {

  private Layers() {}

  /** Adds the nodes of a layer and says what comes out. */
  public static Feature translate(LayerCall call) {
    if (ActivationLayers.has(call.type())) {
      return ActivationLayers.layer(call);
    }
    return switch (call.type()) {
      case "Conv2D", "Convolution2D" -> ConvolutionLayers.plain(call);
      case "DepthwiseConv2D" -> ConvolutionLayers.depthwise(call);
      case "SeparableConv2D", "SeparableConvolution2D" -> ConvolutionLayers.separable(call);
      case "Conv2DTranspose", "Convolution2DTranspose" -> ConvolutionLayers.transposed(call);
      case "Dense" -> DenseLayers.dense(call);
      case "BatchNormalization", "BatchNormalizationV1", "SyncBatchNormalization" ->
          NormLayers.batch(call);
      case "Rescaling" -> NormLayers.rescaling(call);
      case "Normalization" -> NormLayers.fixed(call);
      case "MaxPooling2D", "MaxPool2D" -> PoolLayers.window(call, "MaxPool");
      case "AveragePooling2D", "AvgPool2D" -> PoolLayers.window(call, "AveragePool");
      case "GlobalMaxPooling2D", "GlobalMaxPool2D" -> PoolLayers.whole(call, "GlobalMaxPool");
      case "GlobalAveragePooling2D", "GlobalAvgPool2D" ->
          PoolLayers.whole(call, "GlobalAveragePool");
      case "Flatten" -> ShapeLayers.flatten(call);
      case "Reshape" -> ShapeLayers.reshape(call);
      case "ZeroPadding2D" -> ShapeLayers.pad(call);
      case "Cropping2D" -> ShapeLayers.crop(call);
      case "UpSampling2D" -> ShapeLayers.enlarge(call);
      case "Add" -> OperationLayers.orMerge(call, "Add");
      case "Multiply" -> OperationLayers.orMerge(call, "Mul");
      case "Maximum" -> MergeLayers.fold(call, "Max");
      case "Minimum" -> MergeLayers.fold(call, "Min");
      case "Subtract" -> OperationLayers.orMerge(call, "Sub");
      case "Average" -> MergeLayers.mean(call);
      case "Concatenate" -> MergeLayers.concatenate(call);
      case "CustomScaleLayer" -> MergeLayers.scaledSum(call);
      case "Dropout" -> RegularizationLayers.dropout(call);
      case "SpatialDropout2D",
          "GaussianNoise",
          "GaussianDropout",
          "AlphaDropout",
          "ActivityRegularization" ->
          RegularizationLayers.leftOut(call);
      case "RandomFlip",
          "RandomRotation",
          "RandomZoom",
          "RandomTranslation",
          "RandomShear",
          "RandomPerspective",
          "RandomHeight",
          "RandomWidth",
          "RandomContrast",
          "RandomBrightness",
          "RandomHue",
          "RandomSaturation",
          "RandomSharpness",
          "RandomColorJitter",
          "RandomColorDegeneration",
          "RandomGrayscale",
          "RandomGaussianBlur",
          "RandomInvert",
          "RandomPosterization",
          "RandomErasing",
          "RandomElasticTransform",
          "RandAugment",
          "AugMix",
          "MixUp",
          "CutMix" ->
          RegularizationLayers.leftOut(call);
      case "Resizing" -> SizeLayers.resizing(call);
      case "CenterCrop" -> SizeLayers.centerCrop(call);
      case "RandomCrop" -> SizeLayers.randomCrop(call);
      case "TFOpLambda" -> OperationLayers.function(call);
      case "TrueDivide", "Divide" -> OperationLayers.arithmetic(call, "Div");
      default -> throw call.config().unsupported(call.type());
    };
  }
}
