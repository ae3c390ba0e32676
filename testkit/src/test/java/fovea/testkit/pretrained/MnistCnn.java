package fovea.testkit.pretrained;

import fovea.graph.Tensor;
import fovea.nn.Layer;
import fovea.nn.layer.BatchNorm1d;
import fovea.nn.layer.BatchNorm2d;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Linear;

/** A network of three convolutions for MNIST, with a batch norm after them and one at the end. */
record MnistCnn(
    Conv2d conv1,
    Conv2d conv2,
    Conv2d conv3,
    BatchNorm2d norm1,
    Linear fc1,
    Linear fc2,
    BatchNorm1d norm2)
    implements Layer {
  MnistCnn() {
    this(
        new Conv2d(1, 8, 3),
        new Conv2d(8, 16, 3),
        new Conv2d(16, 24, 3),
        new BatchNorm2d(24),
        new Linear(24 * 22 * 22, 32),
        new Linear(32, 10),
        new BatchNorm1d(10));
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = x.apply(conv1).relu().apply(conv2).relu().apply(conv3).relu().apply(norm1);
    return y.flatten(1).apply(fc1).relu().apply(fc2).apply(norm2);
  }
}
