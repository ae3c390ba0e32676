package fovea.explain.relevance;

import fovea.graph.Node;
import fovea.graph.Tensor;
import fovea.graph.op.Conv;
import fovea.graph.type.HostBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The rule for pixels, which lie in a box (Montavon et al. 2017, z^B): the terms of a result are
 * how far each pixel is from the darkest it could be, where the weight is positive, and from the
 * brightest, where it is negative; none is below 0. So black pixels count, too, and biases keep
 * nothing.
 *
 * @param low the least values, {@code [1, c, h, w]}
 * @param high the largest values, {@code [1, c, h, w]}
 */
record PixelBox(HostBuffer low, HostBuffer high) {

  /** The terms of a convolution of pictures. */
  Terms terms(Conv.Conv2d op, Node layer) {
    Tensor x = layer.input(0);
    Tensor weight = layer.input(1);
    Tensor positive = weight.relu();
    Node seen = Node.of(op, List.of(x, weight));
    Node least = Node.of(op, List.of(Tensor.of(low).broadcastTo(x.shape()), positive));
    Node most = Node.of(op, List.of(Tensor.of(high).broadcastTo(x.shape()), weight.sub(positive)));
    Tensor sums = seen.output().sub(least.output()).sub(most.output());
    return new Terms(
        sums,
        Tensor.zero(),
        perUnit -> {
          Tensor shares = share(seen, perUnit).sub(share(least, perUnit)).sub(share(most, perUnit));
          List<Tensor> all =
              new ArrayList<>(Collections.nCopies(layer.inputs().size(), Tensor.zero()));
          all.set(0, shares);
          return all;
        });
  }

  private static Tensor share(Node node, Tensor perUnit) {
    return node.op().vjp(node, List.of(perUnit)).getFirst().mul(node.input(0));
  }
}
