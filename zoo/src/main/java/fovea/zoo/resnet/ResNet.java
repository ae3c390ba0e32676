package fovea.zoo.resnet;

import fovea.graph.Tensor;
import fovea.graph.type.Window;
import fovea.model.Blueprint;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Linear;
import fovea.nn.layer.Sequential;
import fovea.zoo.catalog.Architecture;
import fovea.zoo.catalog.ZooNetwork;
import java.util.stream.Stream;

/**
 * Residual network (He et al. 2015) for pictures {@code [c, h, w]} of any size, usually 224×224,
 * and its plain twin without shortcuts; ResNeXt (Xie et al. 2016), whose bottlenecks work in groups
 * of channels; and wide ones (Zagoruyko &amp; Komodakis 2016). Names and initial values are
 * torchvision's, so that its weights load as they are; like there, the stride of a bottleneck is in
 * its 3×3 convolution (v1.5).
 */
public record ResNet(
    Conv2d conv1,
    BatchNorm2d bn1,
    Sequential layer1,
    Sequential layer2,
    Sequential layer3,
    Sequential layer4,
    Linear fc,
    Blueprint blueprint)
    implements ZooNetwork {

  /** 18 layers. */
  public static ResNet resnet18(int classes) {
    return ResNetVariant.RESNET18.make(classes);
  }

  /** 34 layers. */
  public static ResNet resnet34(int classes) {
    return ResNetVariant.RESNET34.make(classes);
  }

  /** 50 layers, with bottlenecks. */
  public static ResNet resnet50(int classes) {
    return ResNetVariant.RESNET50.make(classes);
  }

  /** 101 layers, with bottlenecks. */
  public static ResNet resnet101(int classes) {
    return ResNetVariant.RESNET101.make(classes);
  }

  /** 152 layers, with bottlenecks. */
  public static ResNet resnet152(int classes) {
    return ResNetVariant.RESNET152.make(classes);
  }

  /** 18 layers without shortcuts. */
  public static ResNet plain18(int classes) {
    return ResNetVariant.PLAIN18.make(classes);
  }

  /** 34 layers without shortcuts. */
  public static ResNet plain34(int classes) {
    return ResNetVariant.PLAIN34.make(classes);
  }

  /** 50 layers, with bottlenecks of 32 groups of 4 channels. */
  public static ResNet resnext50(int classes) {
    return ResNetVariant.RESNEXT50_32X4D.make(classes);
  }

  /** All of them, for the list of networks. */
  public static Stream<Architecture> networks() {
    return ResNetVariant.networks();
  }

  /** For pictures with another number of channels. */
  public ResNet channels(int channels) {
    Conv2d stem = ResNetParts.conv(channels, 64, 7, 2);
    return new ResNet(
        stem, bn1, layer1, layer2, layer3, layer4, fc, Architecture.colored(blueprint, channels));
  }

  @Override
  public Tensor features(Tensor x) {
    Tensor y = x.apply(conv1).apply(bn1).relu().maxPool(Window.of(3).stride(2).padding(1));
    Tensor z = y.apply(layer1).apply(layer2).apply(layer3).apply(layer4);
    return z.adaptiveAveragePool(1, 1).flatten(1);
  }

  @Override
  public Tensor classify(Tensor features) {
    return features.apply(fc);
  }

  @Override
  public ResNet head(int classes) {
    return new ResNet(
        conv1,
        bn1,
        layer1,
        layer2,
        layer3,
        layer4,
        fc.outputs(classes),
        Architecture.headed(blueprint, classes));
  }

  @Override
  public ResNet blueprint(Blueprint blueprint) {
    return new ResNet(conv1, bn1, layer1, layer2, layer3, layer4, fc, blueprint);
  }

  @Override
  public String headPath() {
    return "fc";
  }
}
