package fovea.bench.peers;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import fovea.bench.engine.Workload;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * DJL's PyTorch engine, at the level of its native calls, which its blocks, gradient collector and
 * optimizer go through as well. It knows no bf16: its native code ends the process.
 */
final class DjlTorch implements Torch<PtNDArray> {
  private static final double EPSILON = 1e-5;
  private static final double STATISTICS_MOMENTUM = 0.1;
  private static final Shape ONE = new Shape(1, 1);

  private final boolean channelsLast;
  private final PtNDManager manager = (PtNDManager) NDManager.newBaseManager("PyTorch");
  private final List<Trained> trained = new ArrayList<>();
  private PtNDManager step = manager;

  private record Trained(PtNDArray weight, PtNDArray velocity) {}

  /** With pictures and kernels in NHWC, or in NCHW. */
  DjlTorch(boolean channelsLast) {
    this.channelsLast = channelsLast;
  }

  /** A copy with the strides that the setting asks for. */
  private PtNDArray formatted(PtNDArray x) {
    Shape shape = x.getShape();
    if (!channelsLast || shape.dimension() != 4) {
      return JniUtils.clone(x);
    }
    Shape last = new Shape(shape.get(0), shape.get(2), shape.get(3), shape.get(1));
    PtNDArray storage = (PtNDArray) manager.zeros(last, DataType.FLOAT32);
    PtNDArray view = JniUtils.permute(storage, new long[] {0, 3, 1, 2});
    copy(x, view);
    return view;
  }

  private static void copy(PtNDArray from, PtNDArray to) {
    long[] shape = to.getShape().getShape();
    long[] steps = new long[shape.length];
    Arrays.fill(steps, 1);
    JniUtils.indexSet(to, from, new long[shape.length], shape, steps);
  }

  @Override
  public PtNDArray weights(ByteBuffer values, long[] shape, boolean train) {
    PtNDArray weight = formatted(manager.create(values, new Shape(shape), DataType.FLOAT32));
    if (train) {
      JniUtils.attachGradient(weight, true);
      trained.add(new Trained(weight, (PtNDArray) weight.zerosLike()));
    }
    return weight;
  }

  @Override
  public Host<PtNDArray> host(ByteBuffer values, long[] shape) {
    PtNDArray host = manager.create(values, new Shape(shape), DataType.FLOAT32);
    return new Host<>(host, formatted(host));
  }

  @Override
  public PtNDArray labels(List<Integer> labels) {
    long[] values = labels.stream().mapToLong(Integer::longValue).toArray();
    return (PtNDArray) manager.create(values, new Shape(values.length, 1));
  }

  @Override
  public PtNDArray pictures(Host<PtNDArray> host) {
    PtNDArray pictures = host.target();
    copy(host.source(), pictures);
    // A view that belongs to the step, as all that follows from it then does.
    PtNDArray view = JniUtils.slice(pictures, 0, 0, pictures.getShape().get(0), 1);
    view.attach(step);
    return view;
  }

  @Override
  public PtNDArray conv2d(PtNDArray x, Filter<PtNDArray> filter, Window window) {
    Shape stride = new Shape(window.stride(), window.stride());
    Shape padding = new Shape(window.padding(), window.padding());
    PtNDArray bias = filter.bias().isEmpty() ? null : filter.bias().getFirst();
    return JniUtils.convolution(x, filter.weight(), bias, stride, padding, ONE, filter.groups());
  }

  @Override
  public PtNDArray batchNorm(PtNDArray x, Norm<PtNDArray> norm, boolean training) {
    return JniUtils.batchNorm(
        x,
        norm.mean(),
        norm.variance(),
        norm.scale(),
        norm.shift(),
        training,
        STATISTICS_MOMENTUM,
        EPSILON);
  }

  @Override
  public PtNDArray relu(PtNDArray x) {
    PtNDArray y = JniUtils.relu(x);
    x.close();
    return y;
  }

  @Override
  public PtNDArray relu6(PtNDArray x) {
    PtNDArray y = JniUtils.clip(x, 0, 6);
    x.close();
    return y;
  }

  @Override
  public PtNDArray maxPool(PtNDArray x, Window window) {
    Shape size = new Shape(window.size(), window.size());
    Shape stride = new Shape(window.stride(), window.stride());
    Shape padding = new Shape(window.padding(), window.padding());
    return JniUtils.maxPool(x, size, stride, padding, false);
  }

  @Override
  public PtNDArray globalMean(PtNDArray x) {
    return flatten(JniUtils.adaptiveAvgPool(x, ONE));
  }

  @Override
  public PtNDArray flatten(PtNDArray x) {
    return JniUtils.flatten(x, 1, -1);
  }

  @Override
  public PtNDArray linear(PtNDArray x, PtNDArray weight, PtNDArray bias) {
    return JniUtils.linear(x, weight, bias);
  }

  @Override
  public PtNDArray add(PtNDArray x, PtNDArray y) {
    JniUtils.addi(x, y);
    return x;
  }

  @Override
  public PtNDArray thin(PtNDArray x, int channels) {
    Shape shape = x.getShape();
    PtNDArray rows = JniUtils.slice(x, 2, 0, shape.get(2), 2);
    PtNDArray pixels = JniUtils.slice(rows, 3, 0, shape.get(3), 2);
    return JniUtils.pad(pixels, new long[] {0, 0, 0, 0, channels, channels}, 0);
  }

  @Override
  public PtNDArray crossEntropy(PtNDArray logits, PtNDArray labels) {
    PtNDArray likelihoods = JniUtils.logSoftmax(logits, 1, DataType.FLOAT32);
    return JniUtils.neg(JniUtils.mean(JniUtils.gather(likelihoods, labels, 1)));
  }

  @Override
  public PtNDArray softmax(PtNDArray logits) {
    return JniUtils.softmax(logits, 1, DataType.FLOAT32);
  }

  @Override
  public void backward(PtNDArray loss) {
    PtNDArray one =
        JniUtils.createOnesNdArray(
            step, loss.getShape(), DataType.FLOAT32, loss.getDevice(), SparseFormat.DENSE);
    JniUtils.backward(loss, one, false, false);
  }

  @Override
  public void step(double rate) {
    for (Trained each : trained) {
      PtNDArray gradient = JniUtils.getGradient(each.weight);
      JniUtils.sgdUpdate(
          each.weight,
          gradient,
          each.velocity,
          (float) rate,
          (float) Workload.WEIGHT_DECAY,
          1,
          -1,
          (float) Workload.MOMENTUM);
      JniUtils.zeroGrad(each.weight);
      gradient.close();
    }
  }

  @Override
  public float[] numbers(PtNDArray x) {
    return x.toType(DataType.FLOAT32, false).toFloatArray();
  }

  @Override
  public void release(PtNDArray x) {
    x.close();
  }

  @Override
  public double scope(boolean gradients, DoubleSupplier body) {
    try (PtNDManager scope = manager.newSubManager(manager.getDevice())) {
      step = scope;
      JniUtils.setGradMode(gradients);
      return body.getAsDouble();
    } finally {
      step = manager;
      JniUtils.setGradMode(false);
    }
  }
}
