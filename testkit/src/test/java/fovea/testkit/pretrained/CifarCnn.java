package fovea.testkit.pretrained;

import fovea.graph.Tensor;
import fovea.nn.Layer;
import fovea.nn.layer.Conv2d;
import fovea.nn.layer.Linear;

/** The small network of PyTorch's tutorial on CIFAR-10: LeNet-5 with ReLU and max pooling. */
record CifarCnn(Conv2d conv1, Conv2d conv2, Linear fc1, Linear fc2, Linear fc3) implements Layer {
  CifarCnn() {
    this(
        new Conv2d(3, 6, 5),
        new Conv2d(6, 16, 5),
        new Linear(16 * 5 * 5, 120),
        new Linear(120, 84),
        new Linear(84, 10));
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = x.apply(conv1).relu().maxPool(2).apply(conv2).relu().maxPool(2);
    return y.flatten(1).apply(fc1).relu().apply(fc2).relu().apply(fc3);
  }
}
