import module fovea;

/** A service: eight threads ask one model, and what they ask at the same time is one batch. */
void main(String[] args) throws InterruptedException {
  var model = (args.length > 0 ? Models.load(args[0]) : digits()).batching(8, Duration.ofMillis(2));
  var size = model.preprocessing().picture();
  var answers = new ConcurrentHashMap<Integer, Predictions>();
  try (var threads = Executors.newFixedThreadPool(8)) {
    for (int i = 0; i < 64; i++) {
      int request = i;
      threads.submit(() -> answers.put(request, model.classify(picture(size, request), 1)));
    }
  }
  answers.forEach((request, answer) -> IO.println(request + ": " + answer.best()));
}

/** A model that is trained in a second. */
Model digits() {
  var digits = Data.digits(Split.TRAIN, 5_000, 0);
  var preprocessing = Preprocessing.standardizing(digits).padding(2);
  return Model.of(Trainer.of(LeNet5.modern(10)).fit(new DataLoader(digits, preprocessing, 50)));
}

Picture picture(PictureShape size, int seed) {
  byte[] pixels = new byte[size.values()];
  new Random(seed).nextBytes(pixels);
  return new Picture(size, pixels);
}
