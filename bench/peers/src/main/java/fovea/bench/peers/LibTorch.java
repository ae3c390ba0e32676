package fovea.bench.peers;

import fovea.bench.engine.Workload;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** libtorch's own interface for C++, by {@code org.bytedeco:pytorch}. */
final class LibTorch implements Torch<Tensor> {
  private static final double EPSILON = 1e-5;
  private static final double STATISTICS_MOMENTUM = 0.1;

  private final TorchSetting setting;
  private final TensorVector trained = new TensorVector();
  private final IdentityHashMap<Tensor, TensorOptional> optionals = new IdentityHashMap<>();
  private final TensorOptional none = new TensorOptional();
  private final ScalarTypeOptional f32 = new ScalarTypeOptional(ScalarType.Float);
  private @Nullable SGD optimizer;
  private double rate;

  LibTorch(TorchSetting setting) {
    this.setting = setting;
    torch.set_autocast_dtype(DeviceType.CPU, ScalarType.BFloat16);
  }

  private Tensor formatted(Tensor x) {
    boolean pictures = setting.channelsLast() && x.dim() == 4;
    Tensor typed = setting.allBf16() ? x.to(ScalarType.BFloat16) : x;
    return typed.contiguous(pictures ? MemoryFormat.ChannelsLast : MemoryFormat.Contiguous);
  }

  private static Tensor wrapped(ByteBuffer values, long[] shape) {
    return torch.from_blob(new FloatPointer(values.asFloatBuffer()), shape);
  }

  @Override
  public Tensor weights(ByteBuffer values, long[] shape, boolean train) {
    Tensor weight = formatted(wrapped(values, shape).clone()).set_requires_grad(train);
    optionals.put(weight, new TensorOptional(weight));
    if (train) {
      trained.push_back(weight);
    }
    return weight;
  }

  @Override
  public Host<Tensor> host(ByteBuffer values, long[] shape) {
    Tensor host = wrapped(values, shape);
    return new Host<>(host, formatted(host.clone()));
  }

  @Override
  public Tensor labels(List<Integer> labels) {
    return torch.tensor(labels.stream().mapToLong(Integer::longValue).toArray());
  }

  @Override
  public Tensor pictures(Host<Tensor> host) {
    Tensor _ = host.target().copy_(host.source());
    return new Tensor(host.target());
  }

  @Override
  public Tensor conv2d(Tensor x, Filter<Tensor> filter, Window window) {
    long[] stride = {window.stride(), window.stride()};
    long[] padding = {window.padding(), window.padding()};
    long[] dilation = {1, 1};
    TensorOptional bias = filter.bias().isEmpty() ? none : optionals.get(filter.bias().getFirst());
    return torch.conv2d(x, filter.weight(), bias, stride, padding, dilation, filter.groups());
  }

  @Override
  public Tensor batchNorm(Tensor x, Norm<Tensor> norm, boolean training) {
    return torch.batch_norm(
        x,
        optionals.get(norm.scale()),
        optionals.get(norm.shift()),
        optionals.get(norm.mean()),
        optionals.get(norm.variance()),
        training,
        STATISTICS_MOMENTUM,
        EPSILON,
        true);
  }

  @Override
  public Tensor relu(Tensor x) {
    Tensor _ = torch.relu_(x);
    return x;
  }

  @Override
  public Tensor relu6(Tensor x) {
    Tensor _ = torch.relu6_(x);
    return x;
  }

  @Override
  public Tensor maxPool(Tensor x, Window window) {
    long[] size = {window.size(), window.size()};
    long[] stride = {window.stride(), window.stride()};
    long[] padding = {window.padding(), window.padding()};
    return torch.max_pool2d(x, size, stride, padding, new long[] {1, 1}, false);
  }

  @Override
  public Tensor globalMean(Tensor x) {
    return torch.adaptive_avg_pool2d(x, 1, 1).flatten(1, -1);
  }

  @Override
  public Tensor flatten(Tensor x) {
    return x.flatten(1, -1);
  }

  @Override
  public Tensor linear(Tensor x, Tensor weight, Tensor bias) {
    return torch.linear(x, weight, optionals.get(bias));
  }

  @Override
  public Tensor add(Tensor x, Tensor y) {
    Tensor _ = x.add_(y);
    return x;
  }

  @Override
  public Tensor thin(Tensor x, int channels) {
    LongOptional all = new LongOptional();
    Tensor pixels = x.slice(2, all, all, 2).slice(3, all, all, 2);
    return torch.constant_pad_nd(pixels, 0, 0, 0, 0, channels, channels);
  }

  @Override
  public Tensor crossEntropy(Tensor logits, Tensor labels) {
    return torch.cross_entropy_loss(logits, labels);
  }

  @Override
  public Tensor softmax(Tensor logits) {
    return torch.softmax(logits, 1, f32);
  }

  @Override
  public void backward(Tensor loss) {
    autocast(false);
    loss.backward();
  }

  private void autocast(boolean on) {
    if (setting.autocast()) {
      torch.set_autocast_enabled(DeviceType.CPU, on);
      if (!on) {
        torch.clear_cache();
      }
    }
  }

  @Override
  public void step(double rate) {
    if (optimizer == null) {
      SGDOptions options = new SGDOptions(rate);
      options.momentum().put(Workload.MOMENTUM);
      options.weight_decay().put(Workload.WEIGHT_DECAY);
      // Outlives the step in whose scope it is made.
      optimizer = new SGD(trained, options).retainReference();
    }
    if (this.rate != rate) {
      optimizer.param_groups().get(0).options().set_lr(rate);
      this.rate = rate;
    }
    optimizer.step().close();
    optimizer.zero_grad();
  }

  @Override
  public float[] numbers(Tensor x) {
    Tensor plain = x.detach().to(ScalarType.Float).contiguous();
    float[] values = new float[(int) plain.numel()];
    FloatPointer at = new FloatPointer(plain.data_ptr_float());
    at.get(values);
    return values;
  }

  @Override
  public void release(Tensor x) {
    x.close();
  }

  @Override
  public double scope(boolean gradients, DoubleSupplier body) {
    try (PointerScope _ = new PointerScope();
        AutoGradMode _ = new AutoGradMode(gradients)) {
      autocast(true);
      double result = body.getAsDouble();
      autocast(false);
      return result;
    }
  }
}
