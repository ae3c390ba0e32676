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
    return features.mean(2, 3).apply(fc);
  }
}

void main() {
  var digits = Data.digits(Split.TRAIN, 5_000, 0).stratifiedSplit(0.8, 1);
  var preprocessing = Preprocessing.standardizing(digits.first());
  var train = new DataLoader(digits.first(), preprocessing, 50).shuffle(1);
  var validation = new DataLoader(digits.second(), preprocessing, 100);
  var model = new Small(10);
  var trainer = Trainer.of(model).optimizer(new Sgd(0.1).momentum(0.9)).epochs(5);
  for (var epoch : trainer.fit(train, validation).epochs()) {
    IO.println("epoch %d: %s, validation %s".formatted(epoch.epoch(), epoch.train(), epoch.test()));
  }
  IO.println(Parameters.of(model).keySet());
}
