import module fovea;

/** What a network does with a picture, by hand: all from values on the way and their gradients. */
void main() {
  var model = Zoo.create("cifar_resnet20");
  var size = TensorType.f32(1, 3, 32, 32);
  var wave = IntStream.range(0, 3 * 32 * 32).mapToDouble(i -> Math.sin(0.01 * i)).toArray();
  var picture = HostBuffer.of(size, wave);

  for (var node : ForwardPass.of(model, Tensor.of(picture)).nodes()) {
    IO.println(node.name() + " " + node.type());
  }
  var values = Intermediates.of(model, "layer1.0.relu", "layer3", "").values(picture);
  values.forEach((name, value) -> IO.println("'" + name + "': " + value.type()));

  // Grad-CAM (Selvaraju et al. 2017) of class 3, in one plan.
  var gradCam =
      Compiled.of(
          in -> {
            var pass = ForwardPass.of(model, in.getFirst());
            Tensor maps = pass.at("layer3");
            Tensor score = pass.output().slice(1, 3, 4).sum();
            Tensor weights = score.gradients(List.of(maps)).getFirst().mean(true, 2, 3);
            return List.of(maps.mul(weights).sum(true, 1).relu());
          });
  IO.println("Grad-CAM: " + gradCam.call(List.of(picture)).getFirst().type());

  // Guided backpropagation (Springenberg et al. 2015): the same gradient by another rule for ReLUs.
  var guided =
      Compiled.of(
          in -> {
            Tensor score = in.getFirst().apply(model).slice(1, 3, 4).sum();
            return score.gradients(in, GradientRule.guided());
          });
  IO.println("guided: " + guided.call(List.of(picture)).getFirst().type());

  // The fast gradient sign method (Goodfellow et al. 2014): a step that makes the loss larger.
  var attack =
      Compiled.of(
          in -> {
            Tensor x = in.getFirst();
            Tensor label = in.get(1);
            Tensor loss = Losses.crossEntropy(x.apply(model), label);
            Tensor slope = loss.gradients(List.of(x)).getFirst();
            Tensor moved = x.add(slope.sign().mul(0.01));
            return List.of(loss, Losses.crossEntropy(moved.apply(model), label));
          });
  var label = HostBuffer.of(new TensorType(Shape.of(1), DType.I32), 3);
  var losses = attack.call(List.of(picture, label));
  IO.println("loss %.4f, attacked %.4f".formatted(losses.get(0).at(0), losses.get(1).at(0)));
}
