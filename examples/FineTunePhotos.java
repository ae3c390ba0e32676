import module fovea;

/**
 * Teaches a network that knows photos to tell those in a folder, which has a sub-folder for each
 * class. Arguments: {@code PHOTOS [WEIGHTS NETWORK PREPROCESSING FROZEN_UP_TO]}; without weights,
 * those that torchvision has published for ResNet-18 are used, and downloaded if need be.
 */
void main(String[] args) {
  if (args.length == 0 || !Files.isDirectory(Path.of(args[0]))) {
    IO.println("Name a folder of photos that has a sub-folder for each class");
    return;
  }
  var published = PublishedWeights.find("resnet18").orElseThrow();
  var file = args.length > 1 ? Path.of(args[1]) : WeightStore.usual().fetch(published);
  var network = Zoo.network(args.length > 2 ? args[2] : published.network());
  int size = network.defaults().height();
  var values = args.length > 3 ? args[3] : "imagenet";
  var preprocessing = Preprocessing.named(values, size, size * 8 / 7);

  // The photos; a fifth of each class is kept to judge by, unless there is a folder for that.
  var found = PhotoFolders.of(Path.of(args[0]));
  var folders = found.hasValidation() ? found : found.split(0.2, 1);
  var train = folders.train().load(preprocessing);
  var validation = new Batches(folders.validation().load(preprocessing), preprocessing, 50);

  // The pretrained network, with a new head for these classes.
  var pretrained = Pretrained.of(network, WeightFile.read(file)).loadBody();
  var model = pretrained.withHead(train.classes().size());
  Parameters.initialize(model, model.headPath(), 1);

  // First the head alone learns, from features that are computed once.
  var head = HeadTrainer.of(model.head());
  head.fit(Features.of(model.body(), new Batches(train, preprocessing, 50)));
  var baseline = head.evaluate(Features.of(model.body(), validation));
  IO.println("new head:   %.1f %%".formatted(100 * baseline.accuracy()));

  // Then the later layers do, at a tenth of its rate; the early ones see what all photos have.
  Parameters.freezeTo(model, args.length > 4 ? args[4] : "layer3");
  var flipped = train.prepared(preprocessing).augments(List.of(new HorizontalFlip()));
  var batches = new Batches(flipped, 32).withShuffle(1);
  var fit =
      Trainer.of(model)
          .optimizer(new Sgd(0.01).momentum(0.9))
          .schedule(Schedule.cosine())
          .groups(ParameterGroup.of("").rate(0.1), ParameterGroup.of(model.headPath()))
          .epochs(3)
          .fit(batches, validation);
  IO.println("fine-tuned: %.1f %%".formatted(100 * fit.epochs().getLast().test().accuracy()));
  fit.save(Path.of("fine-tuned.safetensors"));
}
