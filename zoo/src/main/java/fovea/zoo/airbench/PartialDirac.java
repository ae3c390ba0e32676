package fovea.zoo.airbench;

import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.nn.init.Init;
import fovea.nn.init.KeyedRandom;

/**
 * As many of the first kernels as there are inputs pass one input each on as it is; those after
 * them are drawn as by PyTorch.
 */
record PartialDirac() implements Init {

  @Override
  public void fill(HostBuffer values, KeyedRandom random) {
    Init.torchUniform().fill(values, random);
    Shape shape = values.type().shape();
    int inputs = shape.dim(1);
    long kernel = (long) shape.dim(2) * shape.dim(3);
    long center = (long) (shape.dim(2) / 2) * shape.dim(3) + shape.dim(3) / 2;
    for (long output = 0; output < Math.min(shape.dim(0), inputs); output++) {
      for (long i = 0; i < inputs * kernel; i++) {
        values.set(output * inputs * kernel + i, i == output * kernel + center ? 1 : 0);
      }
    }
  }
}
