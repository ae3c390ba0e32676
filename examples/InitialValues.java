import module fovea;

/** An activation, and its op in the forward pass. */
record Activation(Layer layer, Class<? extends Op> op) {}

/**
 * The activations of ten layers of 500 units under each choice of initial values, for tanh and for
 * ReLU: small numbers die out, large ones saturate or explode. Writes a picture to the file that is
 * named, or to initial-values.png.
 */
void main(String[] args) {
  var choices = new LinkedHashMap<String, Init>();
  choices.put("normal, deviation 0.01", Init.normal(0.01));
  choices.put("normal, deviation 1", Init.normal(1));
  choices.put("LeCun: N(0, 1/D)", Init.lecunNormal());
  choices.put("Xavier", Init.xavierNormal());
  choices.put("He", Init.heNormal());
  choices.put("orthogonal", Init.orthogonal());
  var batch = HostBuffer.allocate(TensorType.f32(500, 500));
  Init.normal(1).fill(batch, KeyedRandom.of(1, "batch"));

  var rows = new ArrayList<Figure>();
  var tanh = new Activation(new Tanh(), Unary.Tanh.class);
  var relu = new Activation(new Relu(), Unary.Relu.class);
  for (var activation : List.of(tanh, relu)) {
    choices.forEach(
        (name, init) -> {
          var network = Sequential.of();
          for (int i = 1; i <= 10; i++) {
            network = network.with("layer" + i, hidden(activation.layer()));
          }
          Parameters.initialize(network, 1, List.of(new InitRule(init)));
          var spreads = ActivationSpread.of(network, activation.op(), batch);
          var title = activation.op().getSimpleName() + ", " + name;
          IO.println(title + ": " + spreads.stream().map(this::deviation).toList());
          var figures = spreads.stream().map(this::figure).toList();
          var lead = "activations of layers 1 to 10 and their standard deviation σ";
          rows.add(Figures.titled(title, lead, Figures.row(6, figures)));
        });
  }
  var file = Path.of(args.length == 0 ? "initial-values.png" : args[0]);
  Figures.padded(16, Figures.column(14, rows)).save(file);
  IO.println("written to " + file);
}

Layer hidden(Layer activation) {
  return Sequential.of(new Linear(500, 500), activation);
}

String deviation(ActivationSpread spread) {
  return String.format(Locale.ROOT, "%.2g", spread.deviation());
}

Figure figure(ActivationSpread spread) {
  var axis = new ChartAxis("σ = " + deviation(spread));
  return new Histogram(axis, spread.edges(), spread.counts(), new ChartSize(190, 120)).figure();
}
