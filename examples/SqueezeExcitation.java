import module fovea;

/** Squeeze and excitation (Hu et al. 2018): the whole picture decides how much a channel counts. */
record SqueezeExcite(Conv2d fc1, Conv2d fc2) implements Layer {
  SqueezeExcite(int channels, int squeezed) {
    this(new Conv2d(channels, squeezed, 1), new Conv2d(squeezed, channels, 1));
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.mul(x.mean(Axes.of(2, 3).keep()).apply(fc1).relu().apply(fc2).sigmoid());
  }
}

/** Two convolutions, each with a block of it, and a head. */
record Net(Sequential features, Linear head) implements Layer {
  Net() {
    this(
        Sequential.of(
            new Conv2d(1, 16, 3).stride(2).padding(1),
            new Relu(),
            new SqueezeExcite(16, 4),
            new Conv2d(16, 32, 3).stride(2).padding(1),
            new Relu(),
            new SqueezeExcite(32, 8)),
        new Linear(32, 10));
  }

  @Override
  public Tensor forward(Tensor x) {
    return x.apply(features).mean(2, 3).apply(head);
  }
}

void main() {
  var digits = Data.digits(Split.TRAIN, 5_000, 0);
  var train = new DataLoader(digits, Preprocessing.standardizing(digits), 50).shuffle(1);
  var fit =
      Trainer.of(new Net())
          .optimizer(new AdamW(1e-2).weightDecay(0.01))
          .groups(ParameterGroup.of("features").rate(0.5), ParameterGroup.of("head").weightDecay(0))
          .epochs(4)
          .fit(train);
  IO.println("training accuracy %.3f".formatted(fit.epochs().getLast().train().accuracy()));
}
