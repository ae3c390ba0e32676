package fovea.train;

import fovea.data.DataLoader;
import fovea.data.InMemoryPictures;
import fovea.data.PictureSet;
import fovea.data.PreparedPictures;
import fovea.data.Preprocessing;
import fovea.data.augment.CounterRandom;
import fovea.data.augment.geometric.RandomCrop;
import fovea.data.batch.Batch;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Framing;
import fovea.data.pixels.PictureShape;
import fovea.graph.Tensor;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.model.Blueprint;
import fovea.nn.Layer;
import fovea.nn.Network;
import fovea.nn.Parameters;
import fovea.nn.StateDict;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Dropout;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.Linear;
import fovea.train.optim.Sgd;
import fovea.train.schedule.Schedule;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** A network and pictures that are small enough to train in no time on the reference device. */
public final class Tiny {
  public static final long SEED = 20;
  private static final int SIDE = 6;
  private static final int CLASSES = 4;

  private Tiny() {}

  /** One of everything that has parameters, state or randomness. */
  public record Net(Conv2d conv, BatchNorm2d norm, Dropout dropout, Flatten flatten, Linear fc)
      implements Layer {
    Net() {
      this(
          new Conv2d(1, 4, 3),
          new BatchNorm2d(4),
          new Dropout(0.25),
          new Flatten(),
          new Linear(64, CLASSES));
    }

    @Override
    public Tensor forward(Tensor x) {
      return x.apply(conv).apply(norm).relu().apply(dropout).apply(flatten).apply(fc);
    }
  }

  /** A net with initial values drawn by {@link #SEED}. */
  public static Net net() {
    Net net = new Net();
    Parameters.initialize(net, SEED);
    return net;
  }

  /** {@code count} noisy pictures, one bright quarter each, which is the class. */
  static PictureSet pictures(int count, long seed) {
    byte[] pixels = new byte[count * SIDE * SIDE];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      CounterRandom random = new CounterRandom(seed, 0, i);
      labels[i] = random.nextInt(CLASSES);
      for (int at = 0; at < SIDE * SIDE; at++) {
        int quarter = (at / SIDE < SIDE / 2 ? 0 : 2) + (at % SIDE < SIDE / 2 ? 0 : 1);
        int value = random.nextInt(120) + (quarter == labels[i] ? 100 : 0);
        pixels[i * SIDE * SIDE + at] = (byte) value;
      }
    }
    DataInfo info =
        new DataInfo(
            "quarters",
            count + " quarters",
            new PictureShape(1, SIDE, SIDE),
            List.of("nw", "ne", "sw", "se"),
            Framing.OBJECT);
    return new InMemoryPictures(info, MemorySegment.ofArray(pixels), labels);
  }

  /** 100 pictures in batches of 16: the seventh has only 4. */
  public static DataLoader train() {
    return new DataLoader(plain().augments(new RandomCrop(1)), 16).shuffle(SEED);
  }

  /** The 100 pictures of {@link #train}, in order and unchanged. */
  public static PreparedPictures plain() {
    PictureSet pictures = pictures(100, SEED);
    return pictures.prepared(Preprocessing.standardizing(pictures));
  }

  /** How they become the input of the network. */
  public static Preprocessing preprocessing() {
    return plain().preprocessing();
  }

  /** 60 other pictures. */
  public static DataLoader test() {
    return new DataLoader(pictures(60, SEED + 1), preprocessing(), 25);
  }

  /** All of {@link #train} as one batch. */
  public static Batch examples() {
    try (var prefetcher = new DataLoader(plain(), 100).open()) {
      var shared = prefetcher.epoch(0).iterator().next();
      return Batch.of(copy(shared.input()), copy(shared.target()));
    }
  }

  /** A trainer of {@code model} for three epochs. */
  public static Trainer trainer(Layer model) {
    return Trainer.of(model)
        .optimizer(new Sgd(0.05).momentum(0.9).weightDecay(1e-4))
        .schedule(Schedule.cosine())
        .epochs(3)
        .seed(SEED)
        .blueprint(new Blueprint("tiny", CLASSES + " classes"));
  }

  /** All values of a model. */
  public static List<List<Double>> values(Network model) {
    return StateDict.of(model).values().stream().map(Tiny::list).toList();
  }

  public static List<Double> list(HostBuffer buffer) {
    return Arrays.stream(buffer.doubles()).boxed().toList();
  }

  public static <T> T onReference(Supplier<T> body) {
    return Device.REFERENCE.use(body);
  }

  private static HostBuffer copy(HostBuffer from) {
    HostBuffer copy = HostBuffer.allocate(from.type());
    copy.data().copyFrom(from.data());
    return copy;
  }
}
