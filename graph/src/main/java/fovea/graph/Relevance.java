package fovea.graph;

import fovea.graph.op.Binary;
import fovea.graph.op.Custom;
import fovea.graph.op.Dense;
import fovea.graph.op.GradientRule;
import fovea.graph.op.Move;
import fovea.graph.op.Norm;
import fovea.graph.op.Op;
import fovea.graph.op.Pool;
import fovea.graph.op.Reduce;
import fovea.graph.op.Select;
import fovea.graph.op.Source;
import fovea.graph.op.Unary;
import fovea.graph.type.FoveaException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Layer-wise relevance propagation (Bach et al. 2015): what an output is made of, handed back from
 * each result to the inputs in proportion to what these contribute. A rule for gradients whose
 * upstream is the relevance of the output, most often the logit of one class and zeros, as in
 * {@code Gradients.of(logits, logits.mul(chosen), List.of(x), Relevance.epsilon(1e-6))}.
 *
 * <p>The relevance of all inputs together is that of the output, less what biases contribute.
 */
public final class Relevance {
  private Relevance() {}

  /**
   * The epsilon rule: sums hand back in proportion to their terms, with {@code epsilon} added to
   * the size of what is divided by; activations and local response norms hand back all; a maximum
   * to where it was found. Of a product of two results each gets half. A batch norm by running
   * statistics after a convolution gives what both folded into one would.
   *
   * <p>Ops of your own that other ops make up hand back through these. Other ops are refused when
   * they are met: softmax, losses, batch norms in training. Give them a rule by {@link
   * GradientRule#with}.
   *
   * @param epsilon above 0, such as 1e-6; a large one leaves out what cancels out
   * @throws FoveaException if {@code epsilon} is not above 0
   */
  public static GradientRule epsilon(double epsilon) {
    if (!(epsilon > 0)) {
      throw FoveaException.here("relevance with epsilon " + epsilon, "use one above 0, say 1e-6");
    }
    GradientRule sums = (node, upstream) -> shares(node, upstream.getFirst(), epsilon);
    GradientRule all = (_, upstream) -> List.of(upstream.getFirst());
    GradientRule refused = (node, _) -> refuse(node);
    return refused
        .where(node -> node.op().linear(), sums)
        .with(Pool.Max.class, GradientRule.own())
        .with(Norm.BatchNormInference.class, sums)
        .with(Norm.LocalResponse.class, all)
        .with(Reduce.class, sums)
        .with(Reduce.Maximum.class, GradientRule.own())
        .with(Binary.class, sums)
        .with(Binary.Div.class, (_, upstream) -> List.of(upstream.getFirst(), Tensor.zero()))
        .with(Binary.Maximum.class, GradientRule.own())
        .with(Binary.Minimum.class, GradientRule.own())
        .with(Select.class, GradientRule.own())
        .with(Move.class, GradientRule.own())
        .with(Custom.Composed.class, Relevance::inside)
        .with(Unary.class, all)
        .with(Unary.Affine.class, sums);
  }

  /** To the ops that make up an op, whose results are its last inputs. */
  private static List<Tensor> inside(Node node, List<Tensor> upstream) {
    int own = node.inputs().size() - upstream.size();
    List<Tensor> relevance = new ArrayList<>(Collections.nCopies(own, Tensor.zero()));
    relevance.addAll(upstream);
    return relevance;
  }

  private static List<Tensor> refuse(Node node) {
    throw FoveaException.here(
        "there is no rule of relevance for " + node.op().name(),
        "start at the logits of a network in inference, or give the op a rule by with(...)");
  }

  /** The share of each input that is computed: input times gradient, over the result. */
  private static List<Tensor> shares(Node node, Tensor relevance, double epsilon) {
    Tensor y = node.output();
    Tensor divisor = Tensor.where(y.less(0), y.sub(epsilon), y.add(epsilon));
    List<Tensor> gradients = node.op().vjp(node, List.of(relevance.div(divisor)));
    boolean product = node.op() instanceof Binary.Mul || node.op() instanceof Dense.MatMul;
    boolean halves = product && node.inputs().stream().noneMatch(Relevance::isConstant);
    List<Tensor> shares = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Tensor share = gradients.get(i).mul(node.input(i));
      shares.add(halves ? share.mul(0.5) : share);
    }
    return shares;
  }

  /** Whether it is a weight or a number, perhaps in another shape. */
  private static boolean isConstant(Tensor tensor) {
    Op origin = Move.origin(tensor).op();
    return origin instanceof Source && !(origin instanceof Source.Argument);
  }
}
