package fovea.explain.relevance;

import fovea.explain.relevance.SharingRule.Factors;
import fovea.graph.Node;
import fovea.graph.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * The terms that the results of a layer are sums of, each times its factor.
 *
 * @param sums of the terms, of the shape of the results
 * @param bias the terms that depend on no input, which {@code sums} has in it and broadcasts with;
 *     {@link Tensor#zero} if there are none
 * @param back hands back to each input what the results give for each unit of {@code sums}
 */
record Terms(Tensor sums, Tensor bias, Function<Tensor, List<Tensor>> back) {

  /** Inputs times weights in place of those of a layer. */
  private record Part(Tensor x, Tensor weight) {}

  /**
   * Those of a layer that sums up products of an input and a weight.
   *
   * @param data index of the input that is no weight; a bias is the third
   */
  static Terms weighted(Node layer, int data, Factors factors) {
    List<Node> nodes = new ArrayList<>();
    List<Part> parts = parts(layer.input(data), layer.input(1 - data), factors);
    Tensor bias = Tensor.zero();
    for (Part part : parts) {
      List<Tensor> inputs = new ArrayList<>();
      inputs.add(data == 0 ? part.x() : part.weight());
      inputs.add(data == 0 ? part.weight() : part.x());
      if (nodes.isEmpty() && layer.inputs().size() == 3) {
        Tensor counted = counted(layer.input(2), factors);
        bias = counted.reshape(perResult(layer.output()));
        inputs.add(counted);
      }
      nodes.add(Node.of(layer.op(), inputs));
    }
    Tensor sums = nodes.stream().map(Node::output).reduce(Tensor::add).orElseThrow();
    return new Terms(
        sums,
        bias,
        perUnit -> {
          Tensor shares = Tensor.zero();
          for (int i = 0; i < parts.size(); i++) {
            Node node = nodes.get(i);
            Tensor gradient = node.op().vjp(node, List.of(perUnit)).get(data);
            shares = shares.add(gradient.mul(parts.get(i).x()));
          }
          List<Tensor> all =
              new ArrayList<>(Collections.nCopies(layer.inputs().size(), Tensor.zero()));
          all.set(data, shares);
          return all;
        });
  }

  /** Products above 0 are those of two positive and of two negative numbers. */
  private static List<Part> parts(Tensor x, Tensor weight, Factors factors) {
    Tensor counted = counted(weight, factors);
    if (factors.equal() || NonNegative.test(x)) {
      return List.of(new Part(x, counted));
    }
    Tensor positive = x.relu();
    return List.of(
        new Part(positive, counted), new Part(x.sub(positive), counted(weight, factors.swapped())));
  }

  private static int[] perResult(Tensor results) {
    return results.shape().rank() == 4 ? new int[] {1, -1, 1, 1} : new int[] {1, -1};
  }

  /**
   * Those of an op that sums up elements of its inputs, some of which may be constants.
   *
   * @param constant the sum of the inputs that are constants; zero if there are none
   */
  static Terms added(Node node, Tensor constant, Factors factors) {
    Node counted =
        Node.of(node.op(), node.inputs().stream().map(x -> counted(x, factors)).toList());
    return new Terms(
        counted.output(),
        constant.isZero() ? constant : counted(constant, factors),
        perUnit -> {
          List<Tensor> gradients = counted.op().vjp(counted, List.of(perUnit));
          List<Tensor> shares = new ArrayList<>();
          for (int i = 0; i < gradients.size(); i++) {
            shares.add(gradients.get(i).mul(counted.input(i)));
          }
          return shares;
        });
  }

  /** Those of {@code scaled + shift}, which is one term and a bias. */
  static Terms shifted(Tensor scaled, Tensor shift, Factors factors) {
    Tensor term = counted(scaled, factors);
    Tensor bias = counted(shift, factors);
    return new Terms(term.add(bias), bias, perUnit -> List.of(perUnit.mul(term)));
  }

  /** {@code x}, with what is above and what is below 0 times factors of this ratio. */
  private static Tensor counted(Tensor x, Factors factors) {
    if (factors.positive() == 0) {
      return x.sub(x.relu()).mul(factors.negative());
    }
    if (factors.equal()) {
      return x;
    }
    double ratio = factors.negative() / factors.positive();
    return ratio == 0 ? x.relu() : x.leakyRelu(ratio);
  }
}
