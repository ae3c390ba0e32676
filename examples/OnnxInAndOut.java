import module fovea;

/** A network of another program: read, trained on, written. */
void main(String[] args) throws IOException {
  var file = args.length > 0 ? Path.of(args[0]) : someNetwork();
  var network = OnnxNetwork.read(file).head(10);
  Parameters.freeze(network, "");
  Parameters.unfreeze(network, network.headPath());
  var digits = Data.digits(Split.TRAIN, 2_000, 0);
  var preprocessing = Preprocessing.standardizing(digits).padding(2);
  var fit =
      Trainer.of(network)
          .optimizer(new Sgd(0.05).momentum(0.9))
          .epochs(5)
          .fit(new DataLoader(digits, preprocessing, 50).shuffle(1));
  OnnxExport.of(network, fit.card()).write(Path.of("digits.onnx"));
  IO.println("accuracy %.3f".formatted(fit.epochs().getLast().train().accuracy()));
}

/** What stands for a file from elsewhere. */
Path someNetwork() throws IOException {
  var file = Files.createTempFile("network", ".onnx");
  OnnxExport.of(LeNet5.modern(7), TensorType.f32(1, 1, 32, 32)).write(file);
  return file;
}
