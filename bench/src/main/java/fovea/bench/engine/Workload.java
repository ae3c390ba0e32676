package fovea.bench.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A piece of work that every engine does alike.
 *
 * @param network whose weights are trained or used
 * @param task what one repetition is
 * @param batch pictures in a repetition
 * @param arithmetic element type of activations and weights
 */
public record Workload(Network network, Task task, int batch, Arithmetic arithmetic) {

  /** Momentum of the optimizer. */
  public static final double MOMENTUM = 0.9;

  /** Weight decay of the optimizer. */
  public static final double WEIGHT_DECAY = 5e-4;

  /** What one repetition is. */
  public enum Task {
    /** Forward pass, cross-entropy, gradients, and a change of all parameters by SGD. */
    TRAIN,
    /** From pictures to probabilities. */
    INFER
  }

  /** Element types. */
  public enum Arithmetic {
    /** 32-bit floats. */
    F32,
    /** bfloat16; each engine keeps in f32 what it usually keeps there. */
    BF16
  }

  /** The networks, with the pictures {@code [channels, size, size]} that they take. */
  public enum Network {
    /** LeNet-5 with ReLU and max pooling; pictures of 28×28, padded by 2. */
    LENET5(1, 32, 10),
    /** One hidden layer of 800 units. */
    MLP(1, 28, 10),
    /** ResNet-20 for CIFAR-10. */
    CIFAR_RESNET20(3, 32, 10),
    /** torchvision's ResNet-18. */
    RESNET18(3, 224, 1000),
    /** torchvision's ResNet-50. */
    RESNET50(3, 224, 1000),
    /** torchvision's MobileNet-v2, without dropout. */
    MOBILENET_V2(3, 224, 1000),
    /** torchvision's VGG-16, without dropout. */
    VGG16(3, 224, 1000),
    /** torchvision's AlexNet, without dropout. */
    ALEXNET(3, 224, 1000);

    private final int channels;
    private final int size;
    private final int classes;

    Network(int channels, int size, int classes) {
      this.channels = channels;
      this.size = size;
      this.classes = classes;
    }

    /** Channels of a picture. */
    public int channels() {
      return channels;
    }

    /** Height and width of a picture. */
    public int size() {
      return size;
    }

    /** Number of classes. */
    public int classes() {
      return classes;
    }

    /** The name in Fovea's zoo. */
    public String zooName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The same with its options: no dropout, for no two libraries draw the same numbers. */
    public String zooSpec() {
      return switch (this) {
        case LENET5, MLP, CIFAR_RESNET20, RESNET18, RESNET50 -> zooName();
        case MOBILENET_V2, VGG16, ALEXNET -> zooName() + ":dropout=0";
      };
    }
  }

  private static final List<Workload> ALL =
      List.of(
          train(Network.LENET5, 64, Arithmetic.F32),
          train(Network.MLP, 128, Arithmetic.F32),
          train(Network.CIFAR_RESNET20, 128, Arithmetic.F32),
          train(Network.RESNET18, 16, Arithmetic.F32),
          train(Network.RESNET50, 8, Arithmetic.F32),
          infer(Network.RESNET50, 8, Arithmetic.F32),
          infer(Network.RESNET50, 1, Arithmetic.F32),
          infer(Network.RESNET18, 1, Arithmetic.F32),
          train(Network.MOBILENET_V2, 16, Arithmetic.F32),
          infer(Network.MOBILENET_V2, 1, Arithmetic.F32),
          infer(Network.VGG16, 4, Arithmetic.F32),
          train(Network.ALEXNET, 32, Arithmetic.F32),
          train(Network.CIFAR_RESNET20, 128, Arithmetic.BF16),
          train(Network.RESNET18, 16, Arithmetic.BF16),
          train(Network.RESNET50, 8, Arithmetic.BF16),
          infer(Network.RESNET50, 8, Arithmetic.BF16),
          infer(Network.RESNET50, 1, Arithmetic.BF16),
          infer(Network.RESNET18, 1, Arithmetic.BF16));

  /** Of a work in bf16 the same in f32. */
  public Optional<Workload> wide() {
    return arithmetic == Arithmetic.BF16
        ? Optional.of(new Workload(network, task, batch, Arithmetic.F32))
        : Optional.empty();
  }

  private static Workload train(Network network, int batch, Arithmetic arithmetic) {
    return new Workload(network, Task.TRAIN, batch, arithmetic);
  }

  private static Workload infer(Network network, int batch, Arithmetic arithmetic) {
    return new Workload(network, Task.INFER, batch, arithmetic);
  }

  /** All works that are measured. */
  public static List<Workload> all() {
    return ALL;
  }

  /** The work of that name, such as {@code resnet50-train-b8-bf16}. */
  public static Optional<Workload> named(String name) {
    return ALL.stream().filter(work -> work.name().equals(name)).findFirst();
  }

  /** How it is called on the command line. */
  public String name() {
    String task = this.task.name().toLowerCase(Locale.ROOT);
    String suffix = arithmetic == Arithmetic.BF16 ? "-bf16" : "";
    return network.zooName() + "-" + task + "-b" + batch + suffix;
  }

  /** Whether parameters are trained. */
  public boolean trains() {
    return task == Task.TRAIN;
  }

  /** Numbers in a batch of pictures. */
  public int pictureNumbers() {
    return batch * network.channels * network.size * network.size;
  }
}
