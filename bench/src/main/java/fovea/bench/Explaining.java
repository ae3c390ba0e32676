package fovea.bench;

import fovea.bench.compare.Statistics;
import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributor;
import fovea.explain.attribution.Baseline;
import fovea.explain.attribution.IntegratedGradients;
import fovea.explain.cam.GradCam;
import fovea.explain.network.ClassTarget;
import fovea.explain.network.ExplainedNetwork;
import fovea.format.NamedArray;
import fovea.format.Safetensors;
import fovea.graph.Engine;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.model.FileArrays;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.zoo.Zoo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Maps a second of one picture by MobileNet-v2, beside the same in PyTorch by hand, in turn: from
 * the picture in memory to the map in memory.
 */
final class Explaining {
  private static final int SIDE = 224;
  private static final int STEPS = 32;
  private static final int THREADS = 2;

  /** The class that {@code bench/peers/explain.py} asks about. */
  private static final int CLASS = 281;

  /** How far sums of both maps may be apart; the picture is noise, and ReLUs have kinks. */
  private static final double SAME = 0.02;

  /** About how long a turn takes, in seconds. */
  private static final double TURN = 2;

  private final ExplainedNetwork subject;
  private final HostBuffer picture;
  private final HostBuffer targets;

  private Explaining(ExplainedNetwork subject, HostBuffer picture) {
    this.subject = subject;
    this.picture = picture;
    this.targets = ClassTarget.weights(subject, List.of(new ClassTarget("", CLASS)));
  }

  /** Prints medians of so many rounds. */
  static void run(int rounds) {
    Engine.instance().setThreads(THREADS);
    Layer network = Zoo.create("mobilenet_v2");
    Parameters.initialize(network, 1);
    HostBuffer picture = noise();
    var explaining = new Explaining(ExplainedNetwork.of(network, picture.type()), picture);
    Path file = write(network, picture);
    try (PythonPeer peer = PythonPeer.start("explain.py", file, THREADS)) {
      explaining.measure(new GradCam(), peer, rounds);
      var gradients = new IntegratedGradients().steps(STEPS).baseline(Baseline.value(0));
      explaining.measure(gradients, peer, rounds);
    } finally {
      delete(file);
    }
  }

  private void measure(Attribution method, PythonPeer peer, int rounds) {
    Attributor attributor = method.on(subject);
    double sum = sum(attributor);
    Optional<String> setting = peer.ask("tune " + method.name());
    setting.ifPresent(
        found -> check(method.name(), sum, Double.parseDouble(found.split(" ", 2)[0])));
    seconds(attributor, 2);
    int count = (int) Math.max(1, Math.round(TURN / seconds(attributor, 1)));
    List<Double> own = new ArrayList<>();
    List<Double> other = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      own.add(seconds(attributor, count));
      peer.ask("go " + method.name() + " " + count).map(Double::valueOf).ifPresent(other::add);
    }
    double mine = Statistics.median(own);
    System.out.printf("%-20s  fovea %.1f ms", method.name(), 1e3 * mine);
    if (other.isEmpty()) {
      System.out.println("; no python3 with torch found");
    } else {
      double theirs = Statistics.median(other);
      System.out.printf(
          ", PyTorch %.1f ms (%s), %.2f times%n",
          1e3 * theirs,
          setting.map(text -> text.substring(text.indexOf(' ') + 1)).orElse(""),
          theirs / mine);
    }
  }

  private static void check(String method, double own, double other) {
    if (Math.abs(own - other) > SAME * Math.abs(other)) {
      throw new IllegalStateException(method + ": maps differ, " + own + " and " + other);
    }
  }

  private double sum(Attributor attributor) {
    double sum = 0;
    for (double value : attributor.of(picture, targets).values().doubles()) {
      sum += Math.abs(value);
    }
    return sum;
  }

  /** For one map. */
  private double seconds(Attributor attributor, int count) {
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      attributor.of(picture, targets);
    }
    return (System.nanoTime() - begin) / 1e9 / count;
  }

  private static HostBuffer noise() {
    Random random = new Random(1);
    HostBuffer noise = HostBuffer.allocate(TensorType.f32(1, 3, SIDE, SIDE));
    for (long i = 0; i < noise.type().shape().elements(); i++) {
      noise.set(i, random.nextGaussian());
    }
    return noise;
  }

  private static Path write(Layer network, HostBuffer picture) {
    List<NamedArray> arrays = new ArrayList<>();
    StateDict.of(network)
        .forEach(
            (name, value) -> {
              if (value.type().dtype() == DType.F32) {
                arrays.add(FileArrays.array(name, value));
              }
            });
    arrays.add(FileArrays.array("picture", picture));
    try {
      Path file = Files.createTempFile("mobilenet_v2", ".safetensors");
      new Safetensors(arrays).write(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
