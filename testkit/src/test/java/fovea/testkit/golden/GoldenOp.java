package fovea.testkit.golden;

import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.op.Norm;
import fovea.graph.op.Pool;
import fovea.graph.type.Window;
import fovea.nn.loss.Losses;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Builds the graph of a case: an op by the name that PyTorch gives it. */
final class GoldenOp {
  private final Golden golden;
  private final Map<String, Tensor> arrays;

  private GoldenOp(Golden golden, Map<String, Tensor> arrays) {
    this.golden = golden;
    this.arrays = arrays;
  }

  /** The result of the op that {@code golden} names over {@code arrays}, by name in the file. */
  static Tensor build(Golden golden, Map<String, Tensor> arrays) {
    return new GoldenOp(golden, arrays).build();
  }

  private Tensor build() {
    return switch (golden.op()) {
      case "conv2d", "conv2d_asymmetric" -> conv();
      case "conv_transpose2d" -> convTranspose();
      case "max_pool2d" -> in("x").maxPool(pooling());
      case "avg_pool2d" -> in("x").averagePool(pooling(), golden.flag("count_include_pad"));
      case "adaptive_avg_pool2d" -> {
        Window.Size grid = golden.pair("output", 1);
        yield in("x").adaptiveAveragePool(grid.h(), grid.w());
      }
      case "batch_norm" ->
          golden.flag("training") ? batchNorm(golden, arrays).output() : inference();
      case "lrn" ->
          in("x")
              .localResponseNorm(
                  new Norm.LocalResponse(
                      (int) golden.number("size", 5),
                      golden.number("alpha", 1e-4),
                      golden.number("beta", 0.75),
                      golden.number("k", 1)));
      case "linear" ->
          golden.has("param.bias")
              ? in("x").linear(param("weight"), param("bias"))
              : in("x").linear(param("weight"));
      case "softmax" -> in("x").softmax((int) golden.number("axis", -1));
      case "log_softmax" -> in("x").logSoftmax((int) golden.number("axis", -1));
      case "relu" -> in("x").relu();
      case "relu6" -> in("x").relu6();
      case "leaky_relu" -> in("x").leakyRelu(golden.number("slope", 0.01));
      case "prelu" -> in("x").prelu(param("weight"));
      case "elu" -> in("x").elu(golden.number("alpha", 1));
      case "gelu" -> in("x").gelu();
      case "silu" -> in("x").silu();
      case "hardswish" -> in("x").hardswish();
      case "softplus" -> in("x").softplus();
      case "sigmoid" -> in("x").sigmoid();
      case "tanh" -> in("x").tanh();
      case "maxout" -> in("x").maxout((int) golden.number("pieces", 2));
      case "cross_entropy" ->
          Losses.crossEntropy(in("logits"), in("y"), golden.number("label_smoothing", 0));
      case "binary_cross_entropy_with_logits" ->
          Losses.binaryCrossEntropyWithLogits(
              in("logits"), in("y").cast(in("logits").type().dtype()));
      case "mse" -> Losses.meanSquaredError(in("x"), in("y"));
      case "upsample_bilinear" -> upsample();
      default -> throw new IllegalArgumentException("no op is known as " + golden.op());
    };
  }

  private Tensor in(String name) {
    return Objects.requireNonNull(arrays.get("in." + name), name);
  }

  private Tensor param(String name) {
    return Objects.requireNonNull(arrays.get("param." + name), name);
  }

  private int groups() {
    return (int) golden.number("groups", 1);
  }

  private Tensor conv() {
    return golden.has("param.bias")
        ? in("x").conv2d(param("weight"), param("bias"), golden.window(), groups())
        : in("x").conv2d(param("weight"), golden.window(), groups());
  }

  private Tensor convTranspose() {
    Window.Size more = golden.pair("output_padding", 0);
    Tensor y = in("x").convTranspose2d(param("weight"), golden.window(), more, groups());
    return golden.has("param.bias") ? y.add(param("bias").reshape(1, -1, 1, 1)) : y;
  }

  private Pool.Pooling pooling() {
    return new Pool.Pooling(golden.window(), golden.flag("ceil_mode"));
  }

  /** Batch normalization in training, with its statistics. */
  static Node batchNorm(Golden golden, Map<String, Tensor> arrays) {
    GoldenOp op = new GoldenOp(golden, arrays);
    return Node.of(
        new Norm.BatchNorm(golden.number("eps", 1e-5)),
        List.of(op.in("x"), op.param("weight"), op.param("bias")));
  }

  private Tensor inference() {
    return Tensor.of(
        new Norm.BatchNormInference(golden.number("eps", 1e-5)),
        in("x"),
        param("weight"),
        param("bias"),
        Objects.requireNonNull(arrays.get("running_mean.before")),
        Objects.requireNonNull(arrays.get("running_var.before")));
  }

  private Tensor upsample() {
    Tensor x = in("x");
    double scale = golden.number("scale", 2);
    return x.upsampleBilinear(
        (int) (x.shape().dim(2) * scale),
        (int) (x.shape().dim(3) * scale),
        golden.flag("align_corners"));
  }
}
