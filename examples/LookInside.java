import module fovea;

/** What a network does with a picture, by hand: all from values on the way and their gradients. */
void main() {
  var model = Zoo.create("cifar_resnet20");
  var wave = IntStream.range(0, 3 * 32 * 32).mapToDouble(i -> Math.sin(0.01 * i)).toArray();
  var picture = Tensor.of(HostBuffer.of(TensorType.f32(1, 3, 32, 32), wave));

  var pass = ForwardPass.of(model, picture);
  pass.nodes().forEach(node -> IO.println(node.name() + " " + node.type()));
  for (var name : List.of("layer1.0.relu", "layer3", "")) {
    IO.println("'%s': %s".formatted(name, pass.at(name).type()));
  }

  // Grad-CAM (Selvaraju et al. 2017) of class 3.
  Tensor score = pass.output().slice(1, 3, 4).sum();
  Tensor maps = pass.at("layer3");
  Tensor weights = score.gradients(List.of(maps)).getFirst().mean(Axes.of(2, 3).keep());
  IO.println("Grad-CAM: " + maps.mul(weights).sum(Axes.of(1).keep()).relu().max().item());

  // Guided backpropagation (Springenberg et al. 2015): the same gradient by another rule for ReLUs.
  Tensor guided = score.gradients(List.of(picture), GradientRule.guided()).getFirst();
  IO.println("guided: " + guided.abs().max().item());

  // The fast gradient sign method (Goodfellow et al. 2014): a step that makes the loss larger.
  Tensor label = Tensor.of(HostBuffer.of(new TensorType(Shape.of(1), DType.I32), 3));
  Tensor loss = Losses.crossEntropy(pass.output(), label);
  Tensor slope = loss.gradients(List.of(picture)).getFirst();
  Tensor moved = picture.add(slope.sign().mul(0.01));
  Tensor attacked = Losses.crossEntropy(moved.apply(model), label);
  IO.println("loss %.4f, attacked %.4f".formatted(loss.item(), attacked.item()));
}
