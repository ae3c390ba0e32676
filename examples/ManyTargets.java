import module fovea;

/** One body, three heads: a number, several labels at once, and a class of which one is rare. */
record Net(Linear body, Linear price, Linear tags, Linear kind) implements Network {
  Net() {
    this(new Linear(4, 32), new Linear(32, 1), new Linear(32, 3), new Linear(32, 2));
  }

  @Override
  public Tensors forward(Tensors inputs) {
    Tensor x = inputs.only().apply(body).relu();
    return Tensors.of("price", x.apply(price))
        .and("tags", x.apply(tags))
        .and("kind", x.apply(kind));
  }
}

Example example(int index) {
  var random = new Random(index);
  float[] x = new float[4];
  for (int i = 0; i < 4; i++) {
    x[i] = (float) random.nextGaussian();
  }
  return Example.empty()
      .input("x", x)
      .target("price", 2 * x[0] - x[1])
      .target("tags", x[0] > 0 ? 1 : 0, x[1] > 0 ? 1 : 0, x[2] > 0 ? 1 : 0)
      .label("kind", x[3] > 1.5 ? 1 : 0);
}

void main() {
  var data = DataSet.of(1_000, this::example).split(0.8, 1);
  var rare = Task.classification().weights(1, 10);
  var task =
      Task.joint("price", Task.regression())
          .and("tags", Task.multiLabel())
          .and("kind", rare.measuring(Metric.macroF1()));
  var fit =
      Trainer.of(new Net())
          .task(task)
          .optimizer(new Adam(0.01))
          .epochs(10)
          .fit(new DataLoader(data.first(), 50).shuffle(1), new DataLoader(data.second(), 200));
  IO.println(fit.epochs().getLast().test());
}
