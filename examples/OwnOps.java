import module fovea;

/** Passes numbers on and turns their gradient round (Ganin & Lempitsky 2015). */
record Reversal(double scale) implements CustomOp.InTensors {
  @Override
  public List<Tensor> forward(List<Tensor> inputs) {
    return inputs;
  }

  @Override
  public List<Tensor> gradient(Applied applied) {
    return List.of(applied.upstream().getFirst().mul(-scale));
  }
}

/** Rounds to whole numbers; the gradient passes as if it did not (Bengio et al. 2013). */
record Rounding() implements CustomOp.InJava {
  @Override
  public List<TensorType> types(List<TensorType> inputs) {
    return inputs;
  }

  @Override
  public void compute(List<HostBuffer> inputs, List<HostBuffer> results) {
    for (long i = 0; i < inputs.getFirst().type().shape().elements(); i++) {
      results.getFirst().set(i, Math.rint(inputs.getFirst().at(i)));
    }
  }

  @Override
  public List<Tensor> gradient(Applied applied) {
    return applied.upstream();
  }
}

/** Ops with gradients of one's own, and losses with options. */
void main() {
  float[][] rows = {{0.2f, 1.7f, -0.4f}, {2.6f, 0.1f, 0.3f}, {0.9f, 0.8f, 3.2f}};
  Tensor x = Tensor.of(rows);
  Tensor y = new Reversal(0.5).apply(new Rounding().apply(x.mul(2)));
  IO.println(y);
  IO.println(y.sum().gradients(List.of(x)).getFirst());

  Tensor labels = Tensor.of(HostBuffer.of(new TensorType(Shape.of(3), DType.I32), 2, 255, 0));
  var loss = new CrossEntropy().weights(1, 1, 5).ignore(255).smoothing(0.1);
  IO.println(loss.loss(x, labels));
  Tensor targets = labels.equal(0).oneHot(3);
  IO.println(Losses.binaryFocal(x, targets, 2));
}
