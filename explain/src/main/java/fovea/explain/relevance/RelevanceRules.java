package fovea.explain.relevance;

import fovea.explain.relevance.SharingRule.Factors;
import fovea.graph.Node;
import fovea.graph.NodeOrder;
import fovea.graph.Relevance;
import fovea.graph.Tensor;
import fovea.graph.op.Binary;
import fovea.graph.op.Conv;
import fovea.graph.op.Dense;
import fovea.graph.op.GradientRule;
import fovea.graph.op.Norm;
import fovea.graph.op.Op;
import fovea.graph.op.Reduce;
import fovea.graph.op.Unary;
import fovea.graph.type.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What each op hands back on one walk from the scores to the picture. Notes what biases keep.
 *
 * <p>Sums, means and shifts are linear layers whose weights are ones. What is not linear hands back
 * as {@link Relevance#epsilon} says: activations all, a maximum to where it was found.
 */
final class RelevanceRules implements GradientRule {
  private static final GradientRule OTHERS = Relevance.epsilon(Lrp.EPSILON);
  private static final double LARGEST = Float.MAX_VALUE;

  private final Lrp lrp;
  private final Tensor picture;
  private final PixelBox box;
  private final Set<Node> ofPicture = new HashSet<>();

  /** Nodes that only go through ReLUs, so that what is below 0 has no relevance. */
  private final Set<Node> rectified = new HashSet<>();

  private final List<Tensor> kept = new ArrayList<>();

  RelevanceRules(Lrp lrp, Tensor scores, Tensor picture, PixelBox box) {
    this.lrp = lrp;
    this.picture = picture;
    this.box = box;
    ofPicture.add(picture.node());
    Set<Node> otherwise = new HashSet<>(Set.of(scores.node()));
    for (Node node : NodeOrder.asRead(List.of(scores))) {
      List<Node> before = node.inputs().stream().map(Tensor::node).toList();
      if (before.stream().anyMatch(ofPicture::contains)) {
        ofPicture.add(node);
      }
      (GradientRule.rectifies(node) ? rectified : otherwise).addAll(before);
    }
    rectified.removeAll(otherwise);
  }

  /** What all biases up to now have kept, one number. */
  Tensor keptByBiases() {
    return kept.isEmpty()
        ? Tensor.full(picture.type().with(Shape.scalar()), 0)
        : Tensor.concat(0, kept).sum();
  }

  @Override
  public List<Tensor> vjp(Node node, List<Tensor> upstream) {
    SharingRule sums = lrp.convolutions();
    return switch (node.op()) {
      case Conv.Conv2d conv when lrp.pixelBox() && node.input(0) == picture -> {
        Terms terms = box.terms(conv, node);
        yield share(terms, upstream.getFirst(), atLeast(terms.sums(), sums.epsilon()));
      }
      case Conv.Conv2d _, Conv.InputGrad _ when isConstant(node, 1) ->
          share(sums, node, upstream, factors -> Terms.weighted(node, 0, factors));
      case Dense.Linear _ when isConstant(node, 1) ->
          share(lrp.dense(), node, upstream, factors -> Terms.weighted(node, 0, factors));
      case Dense.MatMul _ when isConstant(node, 0) || isConstant(node, 1) -> {
        int data = isConstant(node, 1) ? 0 : 1;
        yield share(lrp.dense(), node, upstream, factors -> Terms.weighted(node, data, factors));
      }
      case Reduce.Sum _ -> added(sums, node, upstream);
      case Binary.Add _ ->
          share(sums, node, upstream, factors -> Terms.added(node, constant(node), factors));
      case Binary.Sub _ -> {
        Node sum = Node.of(new Binary.Add(), List.of(node.input(0), node.input(1).neg()));
        Tensor fixed = isConstant(node, 1) ? sum.input(1) : constant(node);
        yield share(sums, node, upstream, factors -> Terms.added(sum, fixed, factors));
      }
      case Norm.BatchNormInference norm -> {
        var channels = FoldedNorms.ScaleAndShift.of(norm, node.inputs(), node.input(0).shape());
        Tensor scaled = node.input(0).mul(channels.scale());
        yield onlyFirst(
            node,
            share(
                sums, node, upstream, factors -> Terms.shifted(scaled, channels.shift(), factors)));
      }
      case Unary.Affine(double _, double shift) when shift == 0 -> upstream;
      case Unary.Affine(double scale, double shift) -> {
        Tensor fixed = Tensor.full(node.output().type().with(Shape.scalar()), shift);
        Tensor scaled = node.input(0).mul(scale);
        yield share(sums, node, upstream, factors -> Terms.shifted(scaled, fixed, factors));
      }
      // Averages of windows and resampling; what moves numbers without adding any is no linear op.
      case Op op when op.linear() && node.inputs().size() == 1 -> added(sums, node, upstream);
      default -> OTHERS.vjp(node, upstream);
    };
  }

  /** Through an op that adds numbers up, perhaps with weights of its own. */
  private List<Tensor> added(SharingRule sums, Node node, List<Tensor> upstream) {
    return share(sums, node, upstream, factors -> Terms.added(node, Tensor.zero(), factors));
  }

  private static List<Tensor> onlyFirst(Node node, List<Tensor> shares) {
    List<Tensor> all = new ArrayList<>(Collections.nCopies(node.inputs().size(), Tensor.zero()));
    all.set(0, shares.getFirst());
    return all;
  }

  private boolean isConstant(Node node, int input) {
    return !ofPicture.contains(node.input(input).node());
  }

  private Tensor constant(Node sum) {
    return isConstant(sum, 0) ? sum.input(0) : isConstant(sum, 1) ? sum.input(1) : Tensor.zero();
  }

  /** By both sides of a rule, or by the one of all results that can have relevance. */
  private List<Tensor> share(
      SharingRule rule, Node node, List<Tensor> upstream, Function<Factors, Terms> terms) {
    Tensor relevance = upstream.getFirst();
    double epsilon = rule.epsilon();
    if (rule.regardlessOfSign()) {
      Terms all = terms.apply(rule.above());
      return share(
          all, relevance, all.sums().add(all.sums().less(0).mul(-2 * epsilon).add(epsilon)));
    }
    Terms above = terms.apply(rule.above());
    if (rectified.contains(node)) {
      return share(above, relevance, atLeast(above.sums(), epsilon));
    }
    Terms below = terms.apply(rule.below());
    Tensor negative = relevance.mul(node.output().less(0));
    Tensor others = relevance.sub(negative);
    List<Tensor> first = share(above, others, atLeast(above.sums(), epsilon));
    List<Tensor> second = share(below, negative, below.sums().clamp(-LARGEST, -epsilon));
    List<Tensor> both = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      both.add(first.get(i).add(second.get(i)));
    }
    return both;
  }

  private static Tensor atLeast(Tensor sums, double epsilon) {
    return sums.clamp(epsilon, LARGEST);
  }

  private List<Tensor> share(Terms terms, Tensor relevance, Tensor divisor) {
    Tensor perUnit = relevance.div(divisor);
    if (!terms.bias().isZero()) {
      kept.add(perUnit.sumTo(terms.bias().shape()).mul(terms.bias()).reshape(-1));
    }
    return terms.back().apply(perUnit);
  }
}
