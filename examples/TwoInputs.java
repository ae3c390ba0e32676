import module fovea;

/**
 * Two inputs, two outputs: both pictures are coded together, and each is made again of the code.
 */
record PairAutoencoder(Linear left, Linear right, Linear code, Linear first, Linear second)
    implements Network {
  PairAutoencoder(int pixels) {
    this(
        new Linear(pixels, 64),
        new Linear(pixels, 64),
        new Linear(128, 16),
        new Linear(16, pixels),
        new Linear(16, pixels));
  }

  @Override
  public Tensors forward(Tensors inputs) {
    Tensor a = inputs.at("left").apply(left).relu();
    Tensor b = inputs.at("right").apply(right).relu();
    Tensor x = Tensor.concat(1, List.of(a, b)).apply(code).relu();
    return Tensors.of("first", x.apply(first)).and("second", x.apply(second));
  }
}

void main() {
  var digits = Data.digits(Split.TRAIN, 1_000, 0);
  var data =
      DataSet.of(
          digits.size() / 2,
          i ->
              Example.empty()
                  .input("left", digits.picture(2 * i).floats())
                  .input("right", digits.picture(2 * i + 1).floats()));
  var task =
      Task.joint("first", Task.reconstruction().input("left"))
          .and("second", Task.reconstruction().input("right"));
  var fit =
      Trainer.of(new PairAutoencoder(digits.shape().values()))
          .task(task)
          .optimizer(new Adam(1e-3))
          .epochs(5)
          .fit(new DataLoader(data, 50).shuffle(1));
  fit.epochs().forEach(epoch -> IO.println(epoch.train()));
}
