package fovea.bench.peers;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * What the networks need of libtorch, whichever binding reaches it. Results are the caller's to
 * {@link #release}; arguments stay valid unless said otherwise.
 *
 * @param <T> the binding's tensors
 */
interface Torch<T> {

  /** Running statistics and scale of a batch normalization. */
  record Norm<T>(T scale, T shift, T mean, T variance) {}

  /** Pictures in host memory, and the tensor that they are copied into. */
  record Host<T>(T source, T target) {}

  /** Where windows lie. */
  record Window(int size, int stride, int padding) {}

  /** A convolution's weight and its bias, which may be empty. */
  record Filter<T>(T weight, List<T> bias, int groups) {}

  /** Weights in the setting's memory format and type; {@code trained} ones get gradients. */
  T weights(ByteBuffer values, long[] shape, boolean trained);

  /** Binds floats in host memory, which {@link #pictures} copies each time. */
  Host<T> host(ByteBuffer values, long[] shape);

  /** Labels {@code [n]}. */
  T labels(List<Integer> labels);

  /** The pictures, copied once more, in the setting's memory format and type. */
  T pictures(Host<T> host);

  /** A convolution. */
  T conv2d(T x, Filter<T> filter, Window window);

  /** Batch normalization; with statistics of the batch, which it remembers, when training. */
  T batchNorm(T x, Norm<T> norm, boolean training);

  /** ReLU, which takes {@code x} over and may change it. */
  T relu(T x);

  /** ReLU6, which takes {@code x} over and may change it. */
  T relu6(T x);

  /** Maximum over windows. */
  T maxPool(T x, Window window);

  /** Mean over pixels, {@code [n, c]}. */
  T globalMean(T x);

  /** {@code [n, features]}. */
  T flatten(T x);

  /** A linear layer. */
  T linear(T x, T weight, T bias);

  /** The sum, which takes {@code x} over and may change it. */
  T add(T x, T y);

  /** Every second pixel and row, with {@code channels} of zeros before and behind. */
  T thin(T x, int channels);

  /** Mean cross-entropy of logits. */
  T crossEntropy(T logits, T labels);

  /** Probabilities of logits, as {@code f32}. */
  T softmax(T logits);

  /** Gradients of all trained weights. */
  void backward(T loss);

  /** One step of SGD for all trained weights; gradients are then zero or gone. */
  void step(double rate);

  /** The elements as floats in row-major order. */
  float[] numbers(T x);

  /** Lets go of a tensor. */
  void release(T x);

  /** Runs {@code body} recording for gradients or not; nothing that it made survives it. */
  double scope(boolean gradients, DoubleSupplier body);
}
