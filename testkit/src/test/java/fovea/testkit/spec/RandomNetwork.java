package fovea.testkit.spec;

import fovea.graph.Compiled;
import fovea.graph.Gradients;
import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.Trace;
import fovea.graph.Variable;
import fovea.graph.op.Norm;
import fovea.graph.op.Pool;
import fovea.graph.op.Update;
import fovea.graph.type.DType;
import fovea.graph.type.Device;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Scope;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.graph.type.Window;
import fovea.nn.loss.Losses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small network of random layers with its own weights, and its training: the same for the same
 * seed, whatever the device and the element type.
 */
final class RandomNetwork {
  private static final int CLASSES = 5;
  private static final double MOMENTUM = 0.1;

  private final long seed;
  private final DType dtype;
  private final Shape input;
  private final Update.Sgd optimizer;
  private final Compiled training;
  private final Compiled inference;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final List<String> description = new ArrayList<>();

  RandomNetwork(long seed, Device device, DType dtype) {
    this.seed = seed;
    this.dtype = dtype;
    Draw draw = new Draw(seed, false);
    this.input = Shape.of(draw.in(2, 4), draw.of(1, 3, 16), draw.in(8, 14), draw.in(8, 14));
    this.optimizer = new Update.Sgd(draw.of(0.0, 0.9), draw.coin(), draw.of(0.0, 1e-3));
    this.training = Compiled.of(this::step).on(device);
    this.inference = Compiled.of(in -> List.of(logits(in.getFirst(), false))).on(device);
  }

  /** Takes a step of training on batch {@code number}, from 1, and returns the loss. */
  double train(int number) {
    Draw draw = new Draw(seed + number, false);
    HostBuffer x = draw.reals(input).buffer(dtype);
    HostBuffer labels = draw.whole(DType.I32, Shape.of(input.dim(0)), 0, CLASSES - 1).buffer(dtype);
    return training.call(List.of(x, labels, scalar(0.02), scalar(number))).getFirst().at(0);
  }

  /** Logits of a fixed batch, by running statistics. */
  double[] infer() {
    HostBuffer x = new Draw(seed, false).reals(input).buffer(dtype);
    return inference.call(List.of(x)).getFirst().doubles();
  }

  /** All weights, moments and statistics, by name. */
  Map<String, Variable> variables() {
    return variables;
  }

  @Override
  public String toString() {
    return input + " > " + String.join(" > ", description);
  }

  private static HostBuffer scalar(double value) {
    return HostBuffer.of(new TensorType(Shape.scalar(), DType.F64), value);
  }

  private List<Tensor> step(List<Tensor> arguments) {
    Tensor loss = Losses.crossEntropy(logits(arguments.get(0), true), arguments.get(1));
    List<Variable> weights = variables.values().stream().filter(Variable::trainable).toList();
    List<Tensor> gradients = Gradients.of(loss, weights.stream().map(Variable::tensor).toList());
    for (int i = 0; i < weights.size(); i++) {
      Variable weight = weights.get(i);
      List<Variable> targets = new ArrayList<>(List.of(weight));
      if (optimizer.targets() > 1) {
        targets.add(tracked(weight.name() + ".momentum", weight.type().shape(), 0));
      }
      List<Tensor> inputs = new ArrayList<>(targets.stream().map(Variable::tensor).toList());
      inputs.addAll(List.of(gradients.get(i), arguments.get(2), arguments.get(3)));
      Node update = Node.of(optimizer, inputs);
      for (int t = 0; t < targets.size(); t++) {
        Trace.assign(targets.get(t), update.output(t));
      }
    }
    return List.of(loss);
  }

  /** The forward pass; the layers are drawn anew each time, from the same seed. */
  private Tensor logits(Tensor x, boolean training) {
    Draw draw = new Draw(seed, false);
    Tensor y = x;
    description.clear();
    for (int i = draw.in(2, 6); i > 0; i--) {
      Tensor from = y;
      String path = "layer" + i;
      y = Scope.within(path, () -> layer(draw, path, from, training));
    }
    description.add("mean > linear");
    y = y.mean(2, 3);
    Tensor weight = weight("head.weight", Shape.of(CLASSES, y.shape().dim(1)));
    return y.linear(weight, weight("head.bias", Shape.of(CLASSES)));
  }

  private Tensor layer(Draw draw, String path, Tensor x, boolean training) {
    int kind = draw.in(0, 8);
    boolean large = Math.min(x.shape().dim(2), x.shape().dim(3)) >= 4;
    return switch (kind) {
      case 0, 1 -> convolution(draw, path, x, draw.channels());
      case 2 -> normalized(draw, path, x, draw.channels(), training).relu();
      case 3 -> say("clamp", normalized(draw, path, x, draw.channels(), training).clamp(0, 1));
      case 4 -> {
        Tensor side = normalized(draw, path, x, x.shape().dim(1), training);
        yield sameSize(side, x) ? say("add+relu", side.add(x).relu()) : side;
      }
      case 5 -> {
        Tensor a = convolution(draw, path + ".a", x, draw.channels());
        Tensor b = convolution(draw, path + ".b", x, draw.channels());
        yield sameSize(a, b) ? say("concat", Tensor.concat(1, List.of(a, b))) : a;
      }
      case 6 -> large ? say("max", x.maxPool(window(draw, 3, 2))) : x;
      case 7 ->
          large
              ? say(
                  "average",
                  x.averagePool(new Pool.Pooling(window(draw, 2, 2), draw.coin()), draw.coin()))
              : x;
      default -> activation(draw, x);
    };
  }

  private static boolean sameSize(Tensor a, Tensor b) {
    return a.shape().with(1, 1).equals(b.shape().with(1, 1));
  }

  private static Window window(Draw draw, int kernel, int stride) {
    return Window.of(kernel).stride(stride).padding(draw.in(0, 1));
  }

  private Tensor activation(Draw draw, Tensor x) {
    return switch (draw.in(0, 6)) {
      case 0 -> say("relu", x.relu());
      case 6 -> say("clamp", x.clamp(-0.5, 0.5));
      case 1 -> say("silu", x.silu());
      case 2 -> say("leaky", x.leakyRelu(0.1));
      case 3 -> say("tanh", x.tanh());
      case 4 -> say("lrn", x.localResponseNorm(new Norm.LocalResponse(5, 1e-2, 0.75, 1)));
      default ->
          say("prelu", x.prelu(weight("prelu" + description.size(), Shape.of(x.shape().dim(1)))));
    };
  }

  private Tensor convolution(Draw draw, String path, Tensor x, int outputs) {
    int kernel = draw.of(1, 3, 3, 5);
    int stride = x.shape().dim(2) > 6 && draw.in(0, 3) == 0 ? 2 : 1;
    Window window = Window.of(kernel).stride(stride).padding(kernel / 2);
    Tensor weight = weight(path + ".weight", Shape.of(outputs, x.shape().dim(1), kernel, kernel));
    Tensor y =
        draw.coin()
            ? x.conv2d(weight, weight(path + ".bias", Shape.of(outputs)), window, 1)
            : x.conv2d(weight, window, 1);
    say("conv " + window + " to " + outputs, y);
    return draw.coin() ? say("relu", y.relu()) : y;
  }

  private Tensor normalized(Draw draw, String path, Tensor x, int outputs, boolean training) {
    Tensor y = convolution(draw, path, x, outputs);
    Shape channels = Shape.of(outputs);
    Tensor gamma = weight(path + ".gamma", channels).add(1);
    Tensor beta = weight(path + ".beta", channels);
    Variable mean = tracked(path + ".mean", channels, 0);
    Variable variance = tracked(path + ".variance", channels, 1);
    say("norm", y);
    if (!training) {
      return Tensor.of(
          new Norm.BatchNormInference(1e-3), y, gamma, beta, mean.tensor(), variance.tensor());
    }
    Node norm = Node.of(new Norm.BatchNorm(1e-3), List.of(y, gamma, beta));
    track(mean, norm.output(1));
    track(variance, norm.output(2));
    return norm.output();
  }

  private static void track(Variable running, Tensor value) {
    Trace.assign(running, Tensor.of(new Update.RunningMean(MOMENTUM, 1), running.tensor(), value));
  }

  private Tensor say(String what, Tensor result) {
    description.add(what);
    return result;
  }

  private Tensor weight(String name, Shape shape) {
    double limit = Math.sqrt(shape.dim(0) / (double) shape.elements());
    HostBuffer initial =
        new Draw(seed + name.hashCode(), false).reals(shape, -limit, limit).buffer(dtype);
    return variables
        .computeIfAbsent(name, _ -> new Variable(name, initial.type(), true, () -> initial))
        .tensor();
  }

  /** A variable that starts at {@code value} and is no weight. */
  private Variable tracked(String name, Shape shape, double value) {
    double[] values = new double[Math.toIntExact(shape.elements())];
    Arrays.fill(values, value);
    HostBuffer initial = HostBuffer.of(new TensorType(shape, dtype), values);
    return variables.computeIfAbsent(
        name, _ -> new Variable(name, initial.type(), false, () -> initial));
  }
}
