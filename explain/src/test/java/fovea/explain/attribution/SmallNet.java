package fovea.explain.attribution;

import fovea.explain.network.ExplainedNetwork;
import fovea.graph.Compiled;
import fovea.graph.Engine;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.Parameters;
import fovea.nn.activation.Relu;
import fovea.nn.init.KeyedRandom;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Flatten;
import fovea.nn.layer.GlobalAvgPool;
import fovea.nn.layer.Linear;
import fovea.nn.layer.MaxPool2d;
import fovea.nn.layer.Sequential;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A convolutional network, small enough for finite differences, with what is asked of it. */
public record SmallNet(ExplainedNetwork subject, DType type) {
  public static final int SCORES = 4;

  public static SmallNet on(Device device, DType type) {
    assume(device);
    Layer layers =
        Sequential.of(
            new Conv2d(3, 5, 3).padding(1),
            new Relu(),
            new MaxPool2d(2),
            new Conv2d(5, 6, 3).padding(1),
            new Relu(),
            new GlobalAvgPool(),
            new Flatten(),
            new Linear(6, SCORES));
    return of(layers, device, type, Shape.of(1, 3, 8, 8));
  }

  public static SmallNet of(Layer layers, Device device, DType type, Shape picture) {
    assume(device);
    Parameters.initialize(layers, 5);
    Parameters.cast(layers, type);
    return new SmallNet(
        ExplainedNetwork.of(layers, new TensorType(picture, type)).on(device), type);
  }

  private static void assume(Device device) {
    try {
      Engine.instance().report(device);
    } catch (FoveaException e) {
      Assumptions.abort("not tested on " + device + ": " + e.getMessage());
    }
  }

  /** Drawn numbers from -1 to 1. */
  public HostBuffer pictures(int count, long seed) {
    HostBuffer drawn = HostBuffer.allocate(subject.input(count));
    KeyedRandom random = KeyedRandom.of(seed, "pictures");
    for (long i = 0; i < drawn.type().shape().elements(); i++) {
      drawn.set(i, 2 * random.uniform(i) - 1);
    }
    return drawn;
  }

  /** A row for each picture that asks about one score. */
  public HostBuffer targets(int... scores) {
    int all = subject.scores();
    HostBuffer targets = HostBuffer.allocate(new TensorType(Shape.of(scores.length, all), type));
    for (int row = 0; row < scores.length; row++) {
      targets.set((long) row * all + scores[row], 1);
    }
    return targets;
  }

  /** The score of one picture. */
  public double score(HostBuffer picture, int score) {
    Compiled compiled = subject.compile(in -> List.of(in.getFirst().apply(subject.network())));
    return compiled.call(List.of(picture)).getFirst().at(score);
  }

  /** The map of one picture by a method. */
  public double[] map(Attribution method, HostBuffer picture, int score) {
    return method.on(subject).of(picture, targets(score)).values().doubles();
  }
}
