import module fovea;

/** Lion (Chen et al. 2023): steps of one size, in the direction of a momentum's sign. */
record Lion(double rate, double beta1, double beta2, WeightDecay weightDecay) implements Optimizer {
  Lion(double rate) {
    this(rate, 0.9, 0.99, WeightDecay.of(0.1));
  }

  @Override
  public Tensor update(Trainable p, Step step) {
    Tensor momentum = p.slot("momentum");
    Tensor direction = momentum.mul(beta1).add(p.gradient().mul(1 - beta1)).sign();
    p.assign("momentum", momentum.mul(beta2).add(p.gradient().mul(1 - beta2)));
    Tensor change = direction.add(p.value().mul(p.weightDecay()));
    return p.value().sub(change.mul(step.rate()));
  }
}

/** The same training twice, once in one go and once in two: both models are equal, bit for bit. */
void main() throws IOException {
  var digits = Data.digits(Split.TRAIN, 1_000, 0);
  var train = new DataLoader(digits, Preprocessing.standardizing(digits), 50).shuffle(1);
  var folder = Files.createTempDirectory("lion");
  var trainer = Trainer.of(network()).optimizer(new Lion(1e-3)).folder(folder);
  trainer.epochs(2).fit(train);
  var parts =
      Trainer.of(network()).optimizer(new Lion(1e-3)).folder(folder).epochs(4).resume(train);
  var whole = Trainer.of(network()).optimizer(new Lion(1e-3)).epochs(4).fit(train);
  var equal =
      Arrays.equals(
          StateDict.of(parts.model()).get("1.weight").floats(),
          StateDict.of(whole.model()).get("1.weight").floats());
  IO.println("loss %.4f, equal: %s".formatted(whole.epochs().getLast().train().loss(), equal));
}

Layer network() {
  return Sequential.of(new Flatten(), new Linear(28 * 28, 10));
}
