import module fovea;
import module fovea.csv;

/** Says when the accuracy has passed a mark, and keeps a number with each epoch. */
record Mark(double mark) implements TrainCallback {
  @Override
  public void epochFinished(EpochReport report, TrainControl control) {
    control.log("passed", report.test().metric("sure") > mark ? 1 : 0);
  }
}

void main(String[] args) throws IOException {
  var file = args.length > 0 ? Path.of(args[0]) : flowers();
  var data = CsvTable.read(file).inputsExcept("species").label("species").split(0.8, 1);
  var sure = Metric.mean("sure", pass -> pass.output().softmax(1).max(1).greater(0.9));
  var model = Sequential.of(new Linear(2, 16), new Relu(), new Linear(16, 2));
  var fit =
      Trainer.of(model)
          .task(Task.classification().measuring(sure))
          .optimizer(new Adam(0.02))
          .epochs(50)
          .callbacks(EarlyStopping.onTestLoss().patience(5), new Mark(0.8))
          .fit(new DataLoader(data.first(), 16).shuffle(1), new DataLoader(data.second(), 64));
  IO.println("after epoch %d: %s".formatted(fit.epochs().size(), fit.epochs().getLast().test()));
}

/** A table of two kinds of flowers, drawn at random. */
Path flowers() throws IOException {
  var random = new Random(1);
  var lines = new ArrayList<String>(List.of("length,width,species"));
  for (int i = 0; i < 200; i++) {
    double shift = i % 2 * 2.0;
    double length = random.nextGaussian() + shift;
    double width = random.nextGaussian() - shift;
    lines.add("%s,%s,%s".formatted(length, width, i % 2 == 0 ? "iris" : "tulip"));
  }
  return Files.write(Files.createTempFile("flowers", ".csv"), lines);
}
