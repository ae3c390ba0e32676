import module fovea;

/**
 * How many of the last layers of a pretrained network should learn? The new head does; beside it no
 * block of layers, the last 2, 4, 8 and so on, or all: with few photos and with more. Prints a
 * table and draws {@code layers-to-train.png}. Photos are 128 pixels wide, so that it ends in
 * minutes.
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
  var weights = args.length > 1 ? Path.of(args[1]) : WeightStore.defaults().fetch(published);
  var network = Zoo.architecture(args.length > 2 ? args[2] : published.network());
  int side = Math.min(128, network.defaults().height());
  var values = Preprocessing.named(args.length > 3 ? args[3] : "imagenet", side, side * 8 / 7);
  int epochs = args.length > 4 ? Integer.parseInt(args[4]) : 3;
  var others = new DataLoader(folders.validation().load(values), values, 50);

  IO.println(ROW.formatted("photos", "draw", "blocks", "parameters", "on others"));
  var lines = new ArrayList<Series>();
  for (int count : new int[] {50, 1000}) {
    // Which ones they are matters if they are few: then it is the mean of some draws.
    int draws = count < 200 ? 3 : 1;
    var means = new TreeMap<Double, Double>();
    for (int draw = 1; draw <= draws; draw++) {
      var few = folders.perClass(Math.max(1, count / classes), draw).train();
      var photos = few.loadWhole(values, (_, _) -> {});
      var changes = Augmentations.of(new HorizontalFlip(), new RandomResizedCrop(0.5));
      var changing = new DataLoader(photos.prepared(values).augments(changes), 25).shuffle(1);
      // The fewer photos there are, the more often each is seen.
      int times = (int) Math.ceil(epochs * Math.sqrt(1000.0 / photos.size()));

      var model = Pretrained.of(network, WeightFile.read(weights)).loadBody().head(classes);
      Parameters.initialize(model, model.headPath(), 1);
      HeadTrainer.of(model.head())
          .fit(Features.of(model.body(), new DataLoader(photos, values, 50)));
      var start = StateDict.of(model);
      var blocks = Parameters.blocks(model).stream().filter(path -> !model.inHead(path)).toList();
      for (int last : choices(blocks.size())) {
        StateDict.load(model, start);
        Parameters.unfreeze(model, "");
        if (last < blocks.size()) {
          Parameters.freezeTo(model, blocks.get(blocks.size() - 1 - last));
        }
        tune(model, changing, times);
        double accuracy = 100 * Evaluator.of(model, Task.classification()).run(others).accuracy();
        means.merge((double) last, accuracy / draws, Double::sum);
        var shown = "%.1f %%".formatted(accuracy);
        IO.println(ROW.formatted(photos.size(), draw, last, learning(model), shown));
      }
    }
    lines.add(
        new Series(
            "%,d training photos".formatted(count),
            List.copyOf(means.keySet()),
            List.copyOf(means.values())));
  }
  new LineChart(
          new ChartAxis("number of last blocks that learn, beside the head"),
          new ChartAxis("accuracy on other photos, %"),
          lines.toArray(Series[]::new))
      .save(Path.of("layers-to-train.png"));
}

static final String ROW = "%6s %5s %7s %11s %10s";

/** None, 2, 4, 8 and so on, and all. */
int[] choices(int blocks) {
  var powers = IntStream.iterate(2, n -> n < blocks, n -> 2 * n);
  return Stream.of(IntStream.of(0), powers, IntStream.of(blocks))
      .flatMapToInt(some -> some)
      .toArray();
}

/** What is not frozen learns, the head at ten times the rate of what was pretrained. */
void tune(Classifier model, DataLoader photos, int epochs) {
  Trainer.of(model)
      .optimizer(new Adam(1e-3))
      .groups(ParameterGroup.of("").rate(0.1), ParameterGroup.of(model.headPath()))
      .schedule(Schedule.cosine())
      .epochs(epochs)
      .fit(photos);
}

/** Number of parameters that learn. */
long learning(Classifier model) {
  return Parameters.of(model).values().stream()
      .filter(Param::trainable)
      .mapToLong(param -> param.shape().elements())
      .sum();
}
