package fovea.bench;

import fovea.bench.compare.CommandLineException;
import fovea.bench.toolbox.AugmentedCurves;
import fovea.bench.toolbox.DistillationGain;
import fovea.bench.toolbox.EnsembleGain;
import fovea.bench.toolbox.FineTuneGain;
import fovea.bench.toolbox.Toolbox;
import fovea.data.sets.DataOptions;
import fovea.graph.Engine;
import fovea.graph.type.Device;
import fovea.similar.VectorType;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs a measurement by its name and prints what it found. */
public final class BenchMain {
  private BenchMain() {}

  /** The arguments are the name of a measurement and its numbers. */
  public static void main(String[] args) {
    try {
      run(args);
    } catch (CommandLineException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(2);
    }
  }

  private static void run(String... args) {
    Engine.DeviceReport device = Engine.instance().report(Device.AUTO);
    System.out.printf("%s, %s%n", device.backend(), device.details());
    switch (args.length == 0 ? "help" : args[0]) {
      case "steady-state" -> SteadyState.run(number(args, 1, 10_000));
      case "lenet5-train" -> Throughput.lenet5(number(args, 1, 10));
      case "resnet18-train" -> Throughput.resnet18(number(args, 1, 20));
      case "kernels" ->
          KernelRates.run(
              number(args, 1, Runtime.getRuntime().availableProcessors()),
              args.length < 3 ? "" : args[2]);
      case "service" -> Service.run(number(args, 1, 5));
      case "photos" -> Photos.run(folder(args), number(args, 2, 7));
      case "loading" ->
          Loading.run(new Loading.Setting(folder(args), number(args, 2, 5), number(args, 3, 1)));
      case "duplicates" -> Duplicates.run(folder(args));
      case "maps" -> maps(args);
      case "toolbox" -> toolbox(args);
      case "augmentation" ->
          AugmentedCurves.run(
              Path.of("target/augmentation.png"),
              number(args, 1, 30),
              number(args, 2, 3),
              number(args, 3, 20_000));
      case "finetune" ->
          FineTuneGain.run(
              Path.of(System.getenv().getOrDefault(DataOptions.FOLDER_VARIABLE, "../shared/data")),
              number(args, 1, 3));
      case "distill" -> {
        int epochs = number(args, 3, 10);
        DistillationGain.run(
            number(args, 2, 3),
            new DistillationGain.Lengths(
                number(args, 1, 5), epochs, number(args, 4, 3 * epochs), number(args, 5, 60_000)));
      }
      case "ensemble" ->
          EnsembleGain.run(number(args, 1, 5), number(args, 2, 3), number(args, 3, 10));
      case "similar" ->
          SimilarSearch.run(
              number(args, 1, 1_000_000),
              number(args, 2, 1_280),
              VectorType.named(args.length > 3 ? args[3] : "f32"));
      case "suspects" -> suspects(args);
      case "explain" -> Explaining.run(number(args, 1, 7));
      default ->
          List.of(
                  "usage: bench/run steady-state [STEPS]      memory over LeNet-5 steps",
                  "       bench/run lenet5-train [EPOCHS]     images/s on Fashion-MNIST, data"
                      + " included",
                  "       bench/run resnet18-train [STEPS]    images/s at 224x224, batch 16",
                  "       bench/run kernels [THREADS [NAME]]  rates of kernels that memory bounds;"
                      + " NAME: only those with it in their names",
                  "       bench/run service [ROUNDS]          images/s of MobileNet-v2 for 8"
                      + " threads that ask for one each",
                  "       bench/run photos FOLDER [ROUNDS]    photos/s from file to batch, and"
                      + " torchvision's",
                  "       bench/run duplicates FOLDER         recall and precision of duplicates on"
                      + " copies of photos that are re-encoded, scaled and cut",
                  "       bench/run loading FOLDER [ROUNDS [THREADS]]  epochs with augmentation and"
                      + " without, the engine on so many threads (1); FOLDER: photos by class",
                  "       bench/run explain [ROUNDS]          Grad-CAM and integrated gradients of"
                      + " MobileNet-v2, and PyTorch's",
                  "       bench/run toolbox NAME [EPOCHS [SEEDS [PICTURES]]]  early-stopping, ema,"
                      + " class-weights, mixup or stochastic-depth: does it help?",
                  "       bench/run augmentation [EPOCHS [SEEDS [PICTURES]]]  ResNet-20 on CIFAR-10"
                      + " with crops and flips, and without",
                  "       bench/run ensemble [MEMBERS [SEEDS [EPOCHS]]]  several LeNet-5 on"
                      + " Fashion-MNIST, by seeds, bagging and snapshots",
                  "       bench/run distill [MEMBERS [SEEDS [EPOCHS [STUDENT_EPOCHS [PICTURES]]]]]"
                      + "  how much of that one LeNet-5 keeps",
                  "       bench/run similar [COUNT [DIMENSION [f32|bf16]]]  an exact search in an"
                      + " index of so many vectors",
                  "       bench/run suspects FILE NETWORK FOLDER...  how many planted duplicates"
                      + " and wrong classes are found: weights, their network, photos",
                  "       bench/run finetune [SEEDS]          what fine-tuning keeps against its"
                      + " baseline, on photos in FOVEA_DATA (../shared/data)",
                  "       bench/run maps FILE NETWORK FOLDER [GRIDS [METHOD...]]  how far maps"
                      + " point at the right thing: weights, their network, photos")
              .forEach(System.out::println);
    }
  }

  private static int number(String[] args, int index, int otherwise) {
    if (args.length <= index) {
      return otherwise;
    }
    if (!args[index].matches("[1-9]\\d{0,8}")) {
      throw new CommandLineException(args[index] + ": expected a whole number above 0");
    }
    return Integer.parseInt(args[index]);
  }

  private static void maps(String... args) {
    if (args.length < 4) {
      throw new CommandLineException("maps: expected a file of weights, its network and a folder");
    }
    MapMeasures.run(
        new MapMeasures.Setting(Path.of(args[1]), args[2], Path.of(args[3]), number(args, 4, 100)),
        List.of(args).subList(Math.min(5, args.length), args.length));
  }

  private static void suspects(String... args) {
    if (args.length < 4) {
      throw new CommandLineException(
          "suspects: expected a file of weights, its network and folders of classes");
    }
    PlantedSuspects.run(Path.of(args[1]), args[2], Stream.of(args).skip(3).map(Path::of).toList());
  }

  private static void toolbox(String... args) {
    String name = args.length < 2 ? "" : args[1];
    Toolbox.run(name, number(args, 2, 0), number(args, 3, 0), number(args, 4, 0));
  }

  private static Path folder(String[] args) {
    if (args.length < 2) {
      throw new CommandLineException(args[0] + ": expected a folder with JPEG files");
    }
    return Path.of(args[1]);
  }
}
