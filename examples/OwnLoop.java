import module fovea;

/** The loop in the open: a step is one compiled plan of forward pass, gradients and updates. */
void main() {
  var digits = Data.digits(Split.TRAIN, 1_000, 0);
  var batches = new DataLoader(digits, Preprocessing.standardizing(digits), 50).shuffle(1);
  var model =
      Sequential.of(new Conv2d(1, 8, 3), new Relu(), new Flatten(), new Linear(8 * 26 * 26, 10));
  var step =
      TrainStep.of(model, new AdamW(1e-3), (logits, labels) -> Losses.focal(logits, labels, 2))
          .clip(Clip.norm(1));
  try (var prefetcher = batches.open()) {
    for (int epoch = 0; epoch < 3; epoch++) {
      double loss = 0;
      for (var batch : prefetcher.epoch(epoch)) {
        loss += step.run(batch, 1e-3) / batches.count();
      }
      IO.println("epoch %d: loss %.3f".formatted(epoch, loss));
    }
  }
}
