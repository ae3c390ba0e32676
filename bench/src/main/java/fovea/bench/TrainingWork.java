package fovea.bench;

import fovea.data.batch.Batch;
import fovea.graph.type.DType;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.train.TrainStep;
import fovea.train.optim.Sgd;
import fovea.train.optim.WeightDecay;
import fovea.train.task.Task;
import fovea.zoo.Zoo;
import fovea.zoo.catalog.NetworkArguments;
import java.util.Random;

/** A network with a step that trains it and made-up pictures to train on. */
record TrainingWork(Layer model, TrainStep step, Batch examples) {

  /** The network of that name for ten classes, or as published for pictures of 224 x 224. */
  static TrainingWork of(String name, int batch) {
    NetworkArguments arguments = Zoo.architecture(name).defaults();
    Layer model = Zoo.create(name, arguments);
    TrainStep step =
        TrainStep.of(
            model,
            new Sgd(0.01).momentum(0.9).weightDecay(WeightDecay.of(5e-4)),
            Task.classification());
    Shape shape = Shape.of(batch, arguments.channels(), arguments.height(), arguments.width());
    HostBuffer images = HostBuffer.allocate(new TensorType(shape, DType.F32));
    HostBuffer labels = HostBuffer.allocate(new TensorType(Shape.of(batch), DType.I32));
    Random random = new Random(7);
    for (long i = 0; i < shape.elements(); i++) {
      images.set(i, random.nextGaussian());
    }
    for (int i = 0; i < batch; i++) {
      labels.set(i, i % 10);
    }
    return new TrainingWork(model, step, Batch.of(images, labels));
  }
}
