import module fovea;

/**
 * A training with many things at once: pictures that are moved, turned and mixed, He's initial
 * values, smoothed labels, AdamW with lookahead, a warm-up before a cosine, limited gradients, an
 * average of the weights, and an early end with the best of them.
 */
void main(String[] args) {
  int size = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
  PictureSet digits = Data.digits(Split.TRAIN, size, 0);
  PictureSet others = Data.digits(Split.TEST, size / 10, 0);
  Preprocessing preprocessing = Preprocessing.standardizing(digits).padding(2); // 32 x 32

  // Pictures: each is changed anew in every epoch, and then mixed with another of its batch.
  Augmentations changes = Augmentations.of(new RandomCrop(2), new Rotate(10));
  DataLoader train =
      new DataLoader(digits.prepared(preprocessing).augments(changes), 64)
          .augments(new Mixup(0.2))
          .balance(1);
  DataLoader test = new DataLoader(others, preprocessing, 500);

  // Weights: where they begin, and how they change.
  LeNet5 model = LeNet5.modern(10);
  Parameters.initialize(model, 1, List.of(new InitRule(Init.heNormal())));
  Trainer trainer =
      Trainer.of(model)
          .optimizer(new Lookahead(new AdamW(2e-3).weightDecay(0.02)))
          .schedule(Schedule.cosine().warmup(0.5))
          .clip(Clip.norm(1))
          .average(WeightAverage.ema(0.98));

  // What for, and until when.
  TrainingResult fit =
      trainer
          .task(Task.classification().smoothing(0.05))
          .callbacks(EarlyStopping.on("accuracy").patience(2))
          .epochs(8)
          .fit(train, test);

  IO.println("pictures changed by " + Augmentations.codecs().textOfAll(changes.steps()));
  for (EpochReport epoch : fit.epochs()) {
    IO.println(
        "epoch %d: rate %.5f, test accuracy %.2f %%"
            .formatted(epoch.epoch(), epoch.rate(), 100 * epoch.test().accuracy()));
  }
}
