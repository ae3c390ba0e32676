import module fovea;

/**
 * Trains LeNet-5 on digits that the program draws itself, and keeps the model. Run it by {@code
 * java --module-path target/fovea/lib --add-modules fovea,fovea.onednn examples/TrainDigits.java}.
 */
void main(String[] args) {
  int size = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
  var digits = Data.digits(Split.TRAIN, size, 0);
  var preprocessing = Preprocessing.standardizing(digits).padding(2); // LeNet-5 wants 32 x 32
  var train = new DataLoader(digits, preprocessing, 64).shuffle(1);
  var test = new DataLoader(Data.digits(Split.TEST, size / 10, 0), preprocessing, 500);

  var model = LeNet5.modern(10);
  var fit = Trainer.of(model).optimizer(new Sgd(0.05).momentum(0.9)).epochs(2).fit(train, test);
  IO.println("test accuracy %.2f %%".formatted(100 * fit.epochs().getLast().test().accuracy()));
  fit.save(Path.of("lenet5.safetensors"));
}
