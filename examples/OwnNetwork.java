import module fovea;

/** A network of one's own: a record of layers, whose component names are the parameter names. */
record Small(Conv2d conv1, BatchNorm2d bn1, Conv2d conv2, Linear fc) implements Layer {
  Small(int classes) {
    this(
        new Conv2d(1, 8, 3).padding(1).noBias(),
        new BatchNorm2d(8),
        new Conv2d(8, 16, 3).stride(2),
        new Linear(16, classes));
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor features = x.apply(conv1).apply(bn1).relu().apply(conv2).relu();
    return features.mean(false, 2, 3).apply(fc);
  }
}

/** The loop in the open: a step is one compiled plan of forward pass, gradients and updates. */
void main() {
  var digits = Data.digits(Split.TRAIN, 1_000, 0);
  var preprocessing = Preprocessing.standardizing(digits);
  var model = new Small(10);
  var step = TrainStep.of(model, new Sgd(0.1).momentum(0.9), Task.classification());
  try (var feed = new Batches(digits, preprocessing, 50).withShuffle(1).open()) {
    for (int epoch = 0; epoch < 3; epoch++) {
      double loss = 0;
      for (var batch : feed.epoch(epoch)) {
        loss += step.run(batch, 0.1);
      }
      IO.println("epoch %d: loss %.3f".formatted(epoch, loss / 20));
    }
  }
  IO.println(Parameters.of(model).keySet());
}
