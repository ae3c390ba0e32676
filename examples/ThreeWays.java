import module fovea;

/**
 * Three ways to a classifier, with few training photos and with more: a deep network from scratch,
 * a small one from scratch, and transfer, where only the head of a pretrained network learns.
 * Prints a table and draws {@code three-ways.png}. From scratch, photos are 64 pixels wide, so that
 * it ends in minutes; seconds are those of training, without the decoding of photos.
 *
 * <p>Arguments: {@code PHOTOS [WEIGHTS NETWORK PREPROCESSING EPOCHS]}; without weights, those that
 * torchvision has published for MobileNet-v2 are used, and downloaded if need be.
 */
void main(String... args) {
  if (args.length == 0 || !Files.isDirectory(Path.of(args[0]))) {
    IO.println("Name a folder of photos that has a sub-folder for each class");
    return;
  }
  var found = PhotoFolders.of(Path.of(args[0]));
  var folders = found.hasValidation() ? found : found.split(0.2, 1);
  int classes = folders.train().classes().size();
  var published = PublishedWeights.find("mobilenet_v2").orElseThrow();
  // First of all, since what must be downloaded may not be there.
  var weights = args.length > 1 ? Path.of(args[1]) : WeightStore.defaults().fetch(published);
  var network = Zoo.architecture(args.length > 2 ? args[2] : published.network());
  int side = network.defaults().height();
  var values = Preprocessing.named(args.length > 3 ? args[3] : "imagenet", side, side * 8 / 7);
  int epochs = args.length > 4 ? Integer.parseInt(args[4]) : 10;

  var deep = Zoo.create("resnet18", new NetworkArguments(classes, 3, SIDE, SIDE));
  var small =
      Sequential.of(
          new Conv2d(3, 8, 5).padding(2),
          new Relu(),
          new MaxPool2d(2),
          new Conv2d(8, 16, 3).padding(1),
          new Relu(),
          new MaxPool2d(2),
          new Conv2d(16, 16, 3).padding(1),
          new Relu(),
          new MaxPool2d(2),
          new Flatten(),
          new Linear(16 * (SIDE / 8) * (SIDE / 8), classes));
  var ways = new LinkedHashMap<String, Function<PhotoFolders, Result>>();
  ways.put("deep, from scratch", few -> learn(deep, few, epochs));
  ways.put("small, from scratch", few -> learn(small, few, 3 * epochs));
  ways.put(
      "transfer", few -> transfer(Pretrained.of(network, WeightFile.read(weights)), few, values));

  var row = "%-20s %6s %9s %10s %8s";
  IO.println(row.formatted("way", "photos", "on these", "on others", "seconds"));
  var lines = new ArrayList<Series>();
  ways.forEach(
      (name, way) -> {
        double[] others = new double[PHOTOS.length];
        for (int i = 0; i < PHOTOS.length; i++) {
          var few = folders.perClass(Math.max(1, (int) PHOTOS[i] / classes), 1);
          var result = way.apply(few);
          IO.println(
              row.formatted(
                  name,
                  few.train().photos().size(),
                  percent(result.train()),
                  percent(result.others()),
                  "%.1f".formatted(result.seconds())));
          others[i] = 100 * result.others();
        }
        lines.add(Series.of(name, PHOTOS, others));
      });
  new LineChart(
          new ChartAxis("number of training photos").logarithmic().range(40, 1250),
          new ChartAxis("accuracy on other photos, %"),
          lines.toArray(Series[]::new))
      .save(Path.of("three-ways.png"));
}

/** Numbers of training photos, those of all classes together. */
static final double[] PHOTOS = {50, 200, 1000};

/** Height and width of the photos for networks that begin from scratch. */
static final int SIDE = 64;

/** What a way has brought: shares of the training photos and of the validation photos. */
record Result(double train, double others, double seconds) {}

Result learn(Layer model, PhotoFolders folders, int epochs) {
  var values = Preprocessing.imagenet(SIDE, SIDE * 9 / 8);
  var photos = folders.train().loadWhole(values, (_, _) -> {});
  var changes = Augmentations.of(new HorizontalFlip(), new RandomResizedCrop(0.5));
  long start = System.nanoTime();
  Parameters.initialize(model, 1);
  Trainer.of(model)
      .optimizer(new Sgd(0.02).momentum(0.9))
      .schedule(Schedule.cosine())
      // The fewer photos there are, the more often each is seen.
      .epochs((int) Math.ceil(epochs * Math.sqrt(1000.0 / photos.size())))
      .fit(new DataLoader(photos.prepared(values).augments(changes), 25).shuffle(1));
  double seconds = (System.nanoTime() - start) / 1e9;
  var evaluator = Evaluator.of(model, Task.classification());
  double train = evaluator.run(new DataLoader(photos, values, 50)).accuracy();
  var others = new DataLoader(folders.validation().load(values), values, 50);
  return new Result(train, evaluator.run(others).accuracy(), seconds);
}

Result transfer(Pretrained pretrained, PhotoFolders folders, Preprocessing values) {
  var photos = new DataLoader(folders.train().load(values), values, 50);
  long start = System.nanoTime();
  var model = pretrained.loadBody().head(folders.train().classes().size());
  Parameters.initialize(model, model.headPath(), 1);
  var features = Features.of(model.body(), photos);
  var head = HeadTrainer.of(model.head());
  head.fit(features);
  double seconds = (System.nanoTime() - start) / 1e9;
  var others = new DataLoader(folders.validation().load(values), values, 50);
  double accuracy = head.evaluate(Features.of(model.body(), others)).accuracy();
  return new Result(head.evaluate(features).accuracy(), accuracy, seconds);
}

String percent(double share) {
  return "%.1f %%".formatted(100 * share);
}
