package fovea.graph.op;

import fovea.graph.Node;
import fovea.graph.Relevance;
import fovea.graph.Tensor;
import fovea.graph.type.HostBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * How gradients flow back through ops, where that is not as the ops themselves say: for pictures of
 * what a network looks at, such as {@link #guided}, {@link #deconvnet} and {@link Relevance}. The
 * network stays as it is.
 *
 * <p>A rule of your own is a function; {@code GradientRule.own().with(Unary.Relu.class, (node,
 * upstream) -> upstream)} lets gradients pass all ReLUs as they come.
 */
@FunctionalInterface
public interface GradientRule {

  /**
   * Gradients of the inputs of {@code node}, as nodes.
   *
   * @param node with the op, its inputs and its results
   * @param upstream a gradient for each result; {@link Tensor#zero} where none flows
   * @return a gradient for each input, of its shape; {@link Tensor#zero} where none flows
   */
  List<Tensor> vjp(Node node, List<Tensor> upstream);

  /** The gradient of each op. */
  static GradientRule own() {
    return (node, upstream) -> node.op().vjp(node, upstream);
  }

  /**
   * Guided backpropagation (Springenberg et al. 2015): through a ReLU flows what is positive, and
   * only where its input is. ReLU6 and others that clamp at 0 are ReLUs, too, and so is the larger
   * of a value and 0.
   */
  static GradientRule guided() {
    return own().where(GradientRule::rectifies, (node, up) -> node.op().vjp(node, positive(up)));
  }

  /**
   * The deconvolutional network (Zeiler &amp; Fergus 2014): through a ReLU flows what is positive,
   * whatever its input is; through a maximum pooling to where the maximum was found; through a
   * convolution by its transpose. ReLU6 and others that clamp at 0 are ReLUs, too, and so is the
   * larger of a value and 0.
   */
  static GradientRule deconvnet() {
    return own().where(GradientRule::rectifies, GradientRule::toRectified);
  }

  /** This rule with another one for ops of a kind: a record such as {@code Relu}, or a family. */
  default GradientRule with(Class<? extends Op> kind, GradientRule rule) {
    return where(node -> kind.isInstance(node.op()), rule);
  }

  /** This rule with another one for the nodes that {@code chosen} accepts. */
  default GradientRule where(Predicate<Node> chosen, GradientRule rule) {
    return (node, upstream) -> chosen.test(node) ? rule.vjp(node, upstream) : vjp(node, upstream);
  }

  private static List<Tensor> positive(List<Tensor> upstream) {
    return List.of(upstream.getFirst().relu());
  }

  /** What is positive for the input that a ReLU looks at, nothing for the zeros beside it. */
  private static List<Tensor> toRectified(Node node, List<Tensor> upstream) {
    List<Tensor> gradients =
        new ArrayList<>(Collections.nCopies(node.inputs().size(), Tensor.zero()));
    gradients.set(rectified(node).orElseThrow(), positive(upstream).getFirst());
    return gradients;
  }

  /**
   * Whether {@code node} is a ReLU: also a ReLU6 or another function that clamps at 0, or the
   * larger of a value and 0.
   */
  static boolean rectifies(Node node) {
    return rectified(node).isPresent();
  }

  /** Index of the input that a ReLU looks at, if the node is one. */
  private static OptionalInt rectified(Node node) {
    return switch (node.op()) {
      case Unary.Relu _ -> OptionalInt.of(0);
      case Unary.Clamp clamp when clamp.low() == 0 -> OptionalInt.of(0);
      case Binary.Maximum _ ->
          IntStream.range(0, 2)
              .filter(i -> node.input(i).type().equals(node.output().type()))
              .filter(i -> isZeros(node.input(1 - i)))
              .findFirst();
      default -> OptionalInt.empty();
    };
  }

  /** Whether it is the number 0, perhaps in another shape. */
  private static boolean isZeros(Tensor tensor) {
    return switch (Move.origin(tensor).op()) {
      case Source.Full full -> full.value() == 0;
      case Source.Given(HostBuffer values) ->
          values.type().shape().elements() == 1 && values.at(0) == 0;
      default -> false;
    };
  }
}
