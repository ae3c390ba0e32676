package fovea.bench.peers;

import fovea.bench.engine.Workload;
import fovea.bench.peers.Part.BatchNorm;
import fovea.bench.peers.Part.Conv;
import fovea.bench.peers.Part.Flatten;
import fovea.bench.peers.Part.GlobalMean;
import fovea.bench.peers.Part.Linear;
import fovea.bench.peers.Part.MaxPool;
import fovea.bench.peers.Part.Relu;
import fovea.bench.peers.Part.Residual;
import fovea.bench.peers.Part.Thin;
import java.util.ArrayList;
import java.util.List;

/** The networks part by part, from pictures to logits, written once for all libtorch peers. */
final class Networks {
  private Networks() {}

  static List<Part> of(Workload.Network network) {
    return switch (network) {
      case LENET5 -> lenet5();
      case MLP -> List.of(new Flatten(), new Linear("fc1"), new Relu(), new Linear("fc2"));
      case CIFAR_RESNET20 -> cifarResnet20();
      case RESNET18 -> resnet(false, 2, 2, 2, 2);
      case RESNET50 -> resnet(true, 3, 4, 6, 3);
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

  private static List<Part> projection(String name, int stride) {
    return List.of(
        new Conv(name + ".downsample.0", stride, 0), new BatchNorm(name + ".downsample.1"));
  }
}
