package fovea.bench.peers;

import fovea.bench.engine.Workload;
import fovea.bench.peers.Part.BatchNorm;
import fovea.bench.peers.Part.Conv;
import fovea.bench.peers.Part.Flatten;
import fovea.bench.peers.Part.GlobalMean;
import fovea.bench.peers.Part.Linear;
import fovea.bench.peers.Part.MaxPool;
import fovea.bench.peers.Part.Relu;
import fovea.bench.peers.Part.Relu6;
import fovea.bench.peers.Part.Residual;
import fovea.bench.peers.Part.Thin;
import java.util.ArrayList;
import java.util.List;

/** The networks part by part, from pictures to logits, written once for all libtorch peers. */
final class PeerNetworks {
  private PeerNetworks() {}

  static List<Part> of(Workload.Network network) {
    return switch (network) {
      case LENET5 -> lenet5();
      case MLP -> List.of(new Flatten(), new Linear("fc1"), new Relu(), new Linear("fc2"));
      case CIFAR_RESNET20 -> cifarResnet20();
      case RESNET18 -> resnet(false, 2, 2, 2, 2);
      case RESNET50 -> resnet(true, 3, 4, 6, 3);
      case MOBILENET_V2 -> mobileNetV2();
      case VGG16 -> vgg16();
      case ALEXNET -> alexNet();
    };
  }

  private static List<Part> lenet5() {
    return List.of(
        new Conv("conv_block1.0", 1, 0),
        new Relu(),
        new MaxPool(2, 2, 0),
        new Conv("conv_block2.0", 1, 0),
        new Relu(),
        new MaxPool(2, 2, 0),
        new Flatten(),
        new Linear("fc1"),
        new Relu(),
        new Linear("fc2"),
        new Relu(),
        new Linear("fc3"));
  }

  private static List<Part> cifarResnet20() {
    List<Part> parts = new ArrayList<>();
    parts.addAll(List.of(new Conv("conv1", 1, 1), new BatchNorm("bn1"), new Relu()));
    for (int stage = 1; stage <= 3; stage++) {
      for (int block = 0; block < 3; block++) {
        boolean thins = stage > 1 && block == 0;
        List<Part> shortcut = thins ? List.of(new Thin(4 << (stage - 1))) : List.of();
        String name = "layer" + stage + "." + block;
        parts.add(new Residual(basicBlock(name, thins ? 2 : 1), shortcut));
        parts.add(new Relu());
      }
    }
    parts.addAll(List.of(new GlobalMean(), new Linear("linear")));
    return parts;
  }

  private static List<Part> resnet(boolean bottlenecks, int... blocks) {
    List<Part> parts = new ArrayList<>();
    parts.addAll(List.of(new Conv("conv1", 2, 3), new BatchNorm("bn1"), new Relu()));
    parts.add(new MaxPool(3, 2, 1));
    for (int stage = 1; stage <= blocks.length; stage++) {
      for (int block = 0; block < blocks[stage - 1]; block++) {
        String name = "layer" + stage + "." + block;
        int stride = stage > 1 && block == 0 ? 2 : 1;
        boolean projects = block == 0 && (stage > 1 || bottlenecks);
        parts.add(
            new Residual(
                bottlenecks ? bottleneck(name, stride) : basicBlock(name, stride),
                projects ? projection(name, stride) : List.of()));
        parts.add(new Relu());
      }
    }
    parts.addAll(List.of(new GlobalMean(), new Linear("fc")));
    return parts;
  }

  private static List<Part> basicBlock(String name, int stride) {
    return List.of(
        new Conv(name + ".conv1", stride, 1),
        new BatchNorm(name + ".bn1"),
        new Relu(),
        new Conv(name + ".conv2", 1, 1),
        new BatchNorm(name + ".bn2"));
  }

  private static List<Part> bottleneck(String name, int stride) {
    return List.of(
        new Conv(name + ".conv1", 1, 0),
        new BatchNorm(name + ".bn1"),
        new Relu(),
        new Conv(name + ".conv2", stride, 1),
        new BatchNorm(name + ".bn2"),
        new Relu(),
        new Conv(name + ".conv3", 1, 0),
        new BatchNorm(name + ".bn3"));
  }

  /** One line of the paper's table: the first of the blocks strides. */
  private record Stage(int expansion, int channels, int blocks, int stride) {}

  private static final List<Stage> MOBILE_STAGES =
      List.of(
          new Stage(1, 16, 1, 1),
          new Stage(6, 24, 2, 2),
          new Stage(6, 32, 3, 2),
          new Stage(6, 64, 4, 2),
          new Stage(6, 96, 3, 1),
          new Stage(6, 160, 3, 2),
          new Stage(6, 320, 1, 1));

  private static List<Part> mobileNetV2() {
    List<Part> parts = new ArrayList<>(activated("features.0", 2, 1, 1));
    int index = 1;
    int channels = 32;
    for (Stage stage : MOBILE_STAGES) {
      for (int block = 0; block < stage.blocks; block++) {
        int stride = block == 0 ? stage.stride : 1;
        List<Part> body = invertedResidual(index, channels, stage.expansion, stride);
        if (stride == 1 && channels == stage.channels) {
          parts.add(new Residual(body, List.of()));
        } else {
          parts.addAll(body);
        }
        channels = stage.channels;
        index++;
      }
    }
    parts.addAll(activated("features.18", 1, 0, 1));
    parts.addAll(List.of(new GlobalMean(), new Linear("classifier.1")));
    return parts;
  }

  private static List<Part> invertedResidual(int index, int channels, int expansion, int stride) {
    String name = "features." + index + ".conv.";
    List<Part> parts = new ArrayList<>();
    int at = 0;
    if (expansion > 1) {
      parts.addAll(activated(name + at++, 1, 0, 1));
    }
    parts.addAll(activated(name + at++, stride, 1, channels * expansion));
    parts.add(new Conv(name + at++, 1, 0));
    parts.add(new BatchNorm(name + at));
    return parts;
  }

  private static List<Part> activated(String name, int stride, int padding, int groups) {
    return List.of(
        new Conv(name + ".0", stride, padding, groups), new BatchNorm(name + ".1"), new Relu6());
  }

  /** Without the pool before the linear layers, which changes nothing at this size. */
  private static List<Part> vgg16() {
    List<Part> parts = new ArrayList<>();
    int index = 0;
    for (int convolutions : List.of(2, 2, 3, 3, 3)) {
      for (int i = 0; i < convolutions; i++) {
        parts.addAll(List.of(new Conv("features." + index, 1, 1), new Relu()));
        index += 2;
      }
      parts.add(new MaxPool(2, 2, 0));
      index++;
    }
    parts.addAll(
        List.of(
            new Flatten(),
            new Linear("classifier.0"),
            new Relu(),
            new Linear("classifier.3"),
            new Relu(),
            new Linear("classifier.6")));
    return parts;
  }

  /** Without the pool before the linear layers, which changes nothing at this size. */
  private static List<Part> alexNet() {
    return List.of(
        new Conv("features.0", 4, 2),
        new Relu(),
        new MaxPool(3, 2, 0),
        new Conv("features.3", 1, 2),
        new Relu(),
        new MaxPool(3, 2, 0),
        new Conv("features.6", 1, 1),
        new Relu(),
        new Conv("features.8", 1, 1),
        new Relu(),
        new Conv("features.10", 1, 1),
        new Relu(),
        new MaxPool(3, 2, 0),
        new Flatten(),
        new Linear("classifier.1"),
        new Relu(),
        new Linear("classifier.4"),
        new Relu(),
        new Linear("classifier.6"));
  }

  private static List<Part> projection(String name, int stride) {
    return List.of(
        new Conv(name + ".downsample.0", stride, 0), new BatchNorm(name + ".downsample.1"));
  }
}
