import module fovea;

/**
 * Three ways to a classifier of few photos, on the same photos: a deep network from scratch, a
 * small one from scratch, and transfer, where only the head of a pretrained network learns. Prints
 * a table and draws {@code three-ways.svg}; seconds are those of training, without the decoding of
 * photos. From scratch they are 96 pixels wide, so that it ends in minutes.
 *
 * <p>Arguments: {@code PHOTOS [WEIGHTS NETWORK PREPROCESSING EPOCHS]}; without weights, those that
 * torchvision has published for MobileNet-v2 are used, and downloaded if need be.
 */
void main(String[] args) throws IOException {
  if (args.length == 0 || !Files.isDirectory(Path.of(args[0]))) {
    IO.println("Name a folder of photos that has a sub-folder for each class");
    return;
  }
  var found = PhotoFolders.of(Path.of(args[0]));
  var folders = found.hasValidation() ? found : found.split(0.2, 1);
  var published = PublishedWeights.find("mobilenet_v2").orElseThrow();
  // First of all, since what must be downloaded may not be there.
  var weights = args.length > 1 ? Path.of(args[1]) : WeightStore.defaults().fetch(published);
  var network = Zoo.architecture(args.length > 2 ? args[2] : published.network());
  var values = args.length > 3 ? args[3] : "imagenet";
  int epochs = args.length > 4 ? Integer.parseInt(args[4]) : 12;
  var smallPhotos = Photos.of(folders, Preprocessing.imagenet(SIDE, SIDE));
  int classes = folders.train().classes().size();

  show("way", "parameters", "training", "validation", "seconds");
  var deep = Zoo.create("resnet18", new NetworkArguments(classes, 3, SIDE, SIDE));
  var results =
      Stream.<Supplier<Result>>of(
              () -> fromScratch("deep, from scratch", deep, smallPhotos, epochs),
              () -> fromScratch("small, from scratch", new Small(classes), smallPhotos, 2 * epochs),
              () ->
                  transfer(
                      "transfer",
                      Pretrained.of(network, WeightFile.read(weights)),
                      values,
                      folders))
          .map(Supplier::get)
          .peek(result -> show(result.row()))
          .toList();
  Files.writeString(Path.of("three-ways.svg"), chart(results));
}

/** Height and width of the photos for networks that begin from scratch. */
static final int SIDE = 96;

/** Training photos and validation photos, in order. */
record Photos(DataLoader train, DataLoader validation) {
  static Photos of(PhotoFolders folders, Preprocessing preprocessing) {
    return new Photos(
        new DataLoader(folders.train().load(preprocessing), preprocessing, 50),
        new DataLoader(folders.validation().load(preprocessing), preprocessing, 50));
  }
}

/** What a way has brought; accuracies are shares of photos. */
record Result(String way, long parameters, double train, double validation, double seconds) {
  Object[] row() {
    return new Object[] {
      way,
      "%,d".formatted(parameters),
      "%.1f %%".formatted(100 * train),
      "%.1f %%".formatted(100 * validation),
      "%.1f".formatted(seconds)
    };
  }
}

/** Three convolutions, as small networks were before they were deep. */
record Small(Conv2d conv1, Conv2d conv2, Conv2d conv3, Linear fc) implements Layer {
  Small(int classes) {
    this(
        new Conv2d(3, 8, 5).padding(2),
        new Conv2d(8, 16, 3).padding(1),
        new Conv2d(16, 16, 3).padding(1),
        new Linear(16 * (SIDE / 8) * (SIDE / 8), classes));
  }

  @Override
  public Tensor forward(Tensor x) {
    var y = x.apply(conv1).relu().maxPool(2).apply(conv2).relu().maxPool(2);
    return y.apply(conv3).relu().maxPool(2).flatten(1).apply(fc);
  }
}

Result fromScratch(String way, Layer model, Photos photos, int epochs) {
  long start = System.nanoTime();
  Parameters.initialize(model, 1);
  Trainer.of(model)
      .optimizer(new Sgd(0.02).momentum(0.9))
      .schedule(Schedule.cosine())
      .epochs(epochs)
      .fit(photos.train().shuffle(1));
  double seconds = (System.nanoTime() - start) / 1e9;
  var evaluator = Evaluator.of(model, Task.classification());
  double train = evaluator.run(photos.train()).accuracy();
  double validation = evaluator.run(photos.validation()).accuracy();
  return new Result(way, Parameters.count(model), train, validation, seconds);
}

Result transfer(String way, Pretrained pretrained, String values, PhotoFolders folders) {
  int size = pretrained.network().defaults().height();
  var photos = Photos.of(folders, Preprocessing.named(values, size, size * 8 / 7));

  long start = System.nanoTime();
  var model = pretrained.loadBody().head(folders.train().classes().size());
  Parameters.initialize(model, model.headPath(), 1);
  var train = Features.of(model.body(), photos.train());
  var head = HeadTrainer.of(model.head());
  head.fit(train);
  double seconds = (System.nanoTime() - start) / 1e9;
  var validation = head.evaluate(Features.of(model.body(), photos.validation()));
  double learned = head.evaluate(train).accuracy();
  return new Result(way, Parameters.count(model), learned, validation.accuracy(), seconds);
}

void show(Object... row) {
  IO.println("%-20s %12s %10s %11s %8s".formatted(row));
}

/** Two bars for each way: accuracy on the training photos, and on the validation photos. */
String chart(List<Result> results) {
  var svg = new StringBuilder();
  for (int percent = 0; percent <= 100; percent += 20) {
    int y = 280 - 2 * percent;
    svg.append("<path d='M60 %d H540' stroke='#ddd'/>\n".formatted(y));
    svg.append(text(52, y + 4, "end", percent + " %"));
  }
  for (int i = 0; i < results.size(); i++) {
    var result = results.get(i);
    int x = 90 + 160 * i;
    svg.append(bar(x, "#9ab", result.train())).append(bar(x + 55, "#247", result.validation()));
    svg.append(text(x + 52, 300, "middle", result.way()));
    svg.append(text(x + 52, 316, "middle", "%.0f s".formatted(result.seconds())));
  }
  svg.append("<rect x='190' y='24' width='12' height='12' fill='#9ab'/>\n");
  svg.append(text(208, 34, "start", "training photos"));
  svg.append("<rect x='320' y='24' width='12' height='12' fill='#247'/>\n");
  svg.append(text(338, 34, "start", "validation photos"));
  svg.append("<g transform='translate(16 180) rotate(-90)'>");
  svg.append(text(0, 0, "middle", "accuracy, % of photos")).append("</g>\n");
  svg.append(text(300, 342, "middle", "way to the classifier, and seconds of training"));
  return """
      <svg xmlns='http://www.w3.org/2000/svg' width='560' height='356' font-family='sans-serif' font-size='12'>
      <rect width='560' height='356' fill='white'/>
      %s</svg>
      """
      .formatted(svg);
}

String bar(int x, String color, double share) {
  long height = Math.round(200 * share);
  return "<rect x='%d' y='%d' width='50' height='%d' fill='%s'/>\n"
          .formatted(x, 280 - height, height, color)
      + text(x + 25, (int) (274 - height), "middle", "%.1f".formatted(100 * share));
}

String text(int x, int y, String anchor, String words) {
  return "<text x='%d' y='%d' text-anchor='%s'>%s</text>\n".formatted(x, y, anchor, words);
}
