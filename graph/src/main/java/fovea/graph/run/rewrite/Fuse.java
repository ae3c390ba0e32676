package fovea.graph.run.rewrite;

import static fovea.graph.spi.Fusion.ADD_RELU;
import static fovea.graph.spi.Fusion.BATCH_NORM_RELU;
import static fovea.graph.spi.Fusion.CONV_ADD;
import static fovea.graph.spi.Fusion.CONV_RELU;
import static fovea.graph.spi.Fusion.FOLD_BATCH_NORM;

import fovea.graph.op.Binary;
import fovea.graph.op.Conv;
import fovea.graph.op.Norm;
import fovea.graph.op.Unary;
import fovea.graph.op.UnaryGrad;
import fovea.graph.spi.Fusion;
import fovea.graph.spi.Kernel;
import fovea.graph.spi.Program;
import fovea.graph.spi.Step;
import fovea.graph.spi.Value;
import fovea.graph.type.DType;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** All rewrites of steps into fused kernels, one method a row; the backend says which it wants. */
public final class Fuse {
  private final Rewriter rewriter;

  private Fuse(Program program) {
    this.rewriter = new Rewriter(program);
  }

  /** Applies the rows that {@code wanted} names, in the order of {@link Fusion}. */
  public static Program apply(Program program, Set<Fusion> wanted) {
    Fuse fuse = new Fuse(program);
    for (Fusion fusion : Fusion.values()) {
      if (wanted.contains(fusion)) {
        for (Step step : fuse.rewriter.steps()) {
          if (fuse.rewriter.present(step) && floats(step)) {
            fuse.row(fusion, step);
          }
        }
      }
    }
    return fuse.rewriter.program();
  }

  /** Whether it is about f32; fused kernels have no reference to fall back to in other types. */
  private static boolean floats(Step step) {
    return step.output().type().dtype() == DType.F32;
  }

  private void row(Fusion fusion, Step step) {
    switch (fusion) {
      case FOLD_BATCH_NORM -> foldBatchNorm(step);
      case CONV_ADD -> convAdd(step);
      case CONV_RELU -> convRelu(step);
      case BATCH_NORM_RELU -> batchNormRelu(step);
      case ADD_RELU -> addRelu(step);
    }
  }

  /** conv → batch norm with fixed statistics becomes a conv with another weight and bias. */
  private void foldBatchNorm(Step norm) {
    if (!(norm.kernel() instanceof Kernel.Plain(Norm.BatchNormInference(double epsilon)))) {
      return;
    }
    Optional<Step> maker = rewriter.maker(norm.input(0)).filter(s -> soleReader(s, norm));
    if (maker.isEmpty()
        || !(maker.get().kernel() instanceof Kernel.Plain(Conv.Conv2d conv))
        || !constant(maker.get().inputs().subList(1, maker.get().inputs().size()))
        || !constant(norm.inputs().subList(1, 5))) {
      return;
    }
    Step plain = maker.get();
    boolean bias = plain.inputs().size() == 3;
    Value gamma = norm.input(1);
    Value variance = norm.input(4);
    Value weight = computed(plain.input(1).type());
    Value shift = computed(gamma.type());
    List<Value> shiftInputs =
        new ArrayList<>(List.of(gamma, norm.input(2), norm.input(3), variance));
    if (bias) {
      shiftInputs.add(plain.input(2));
    }
    Step foldWeight =
        new Step(
            new Kernel.FoldWeight(epsilon),
            List.of(plain.input(1), gamma, variance),
            List.of(weight),
            plain.path());
    Step foldBias =
        new Step(new Kernel.FoldBias(epsilon, bias), shiftInputs, List.of(shift), plain.path());
    Step folded =
        new Step(
            new Kernel.ConvFused(conv, true, false, Optional.empty()),
            List.of(plain.input(0), weight, shift),
            norm.outputs(),
            plain.path());
    rewriter.replace(List.of(plain, norm), List.of(foldWeight, foldBias, folded));
  }

  /** conv + x becomes one kernel where nothing is differentiated: the sum overwrites x. */
  private void convAdd(Step add) {
    if (!(add.kernel() instanceof Kernel.Plain(Binary.Add _))
        || !rewriter.changesNothing()
        || !add.input(0).type().equals(add.input(1).type())) {
      return;
    }
    for (int side = 0; side < 2; side++) {
      Optional<Step> maker = rewriter.maker(add.input(side)).filter(s -> soleReader(s, add));
      if (maker.isPresent()
          && maker.get().kernel()
              instanceof Kernel.ConvFused(var conv, boolean bias, boolean had, var activation)
          && !had
          && activation.isEmpty()) {
        Step old = maker.get();
        List<Value> inputs = new ArrayList<>(old.inputs());
        inputs.add(add.input(1 - side));
        Kernel fused = new Kernel.ConvFused(conv, bias, true, Optional.empty());
        rewriter.replace(
            List.of(old, add), List.of(new Step(fused, inputs, add.outputs(), old.path())));
        return;
      }
    }
  }

  /** conv → ReLU or clamp becomes one kernel: their gradients need the result only. */
  private void convRelu(Step relu) {
    if (!(relu.kernel() instanceof Kernel.Plain(Unary function))
        || !(function instanceof Unary.Relu || function instanceof Unary.Clamp)) {
      return;
    }
    Optional<Step> maker = rewriter.maker(relu.input(0)).filter(s -> soleReader(s, relu));
    Optional<Kernel> fused = maker.flatMap(s -> activated(s, function));
    if (fused.isPresent()) {
      Step old = maker.orElseThrow();
      Step step = new Step(fused.get(), old.inputs(), relu.outputs(), old.path());
      rewriter.replace(List.of(old, relu), List.of(step));
    }
  }

  private static Optional<Kernel> activated(Step step, Unary function) {
    if (step.kernel() instanceof Kernel.Plain(Conv.Conv2d conv)) {
      boolean bias = step.inputs().size() == 3;
      return Optional.of(new Kernel.ConvFused(conv, bias, false, Optional.of(function)));
    }
    if (step.kernel()
            instanceof Kernel.ConvFused(var conv, boolean bias, boolean residual, var before)
        && before.isEmpty()) {
      return Optional.of(new Kernel.ConvFused(conv, bias, residual, Optional.of(function)));
    }
    return Optional.empty();
  }

  /** batch norm → ReLU or ReLU6 in training, with both gradients if they are there. */
  private void batchNormRelu(Step norm) {
    if (!(norm.kernel() instanceof Kernel.Plain(Norm.BatchNorm(double epsilon)))
        || rewriter.kept(norm.output())) {
      return;
    }
    List<Step> next = rewriter.readers(norm.output());
    Optional<Step> relu = next.stream().filter(s -> limit(s).isPresent()).findFirst();
    if (relu.isEmpty() || !(relu.get().kernel() instanceof Kernel.Plain(Unary function))) {
      return;
    }
    Value y = relu.get().output();
    Value kept = function.fromResult() ? y : norm.output();
    List<Step> reluGrads =
        rewriter.readers(kept).stream()
            .filter(s -> s.kernel().equals(new Kernel.Plain(new UnaryGrad(function))))
            .filter(s -> s.input(0) == kept)
            .toList();
    boolean others = next.stream().anyMatch(s -> !s.equals(relu.get()) && !reluGrads.contains(s));
    Optional<Step> normGrad =
        reluGrads.stream().findFirst().flatMap(s -> rewriter.onlyReader(s.output()));
    boolean backward =
        reluGrads.size() == 1
            && normGrad.isPresent()
            && normGrad.get().kernel() instanceof Kernel.Plain(Norm.BatchNormGrad _)
            && normGrad.get().input(0) == norm.input(0)
            && normGrad.get().input(4) == reluGrads.getFirst().output();
    if (others || (!reluGrads.isEmpty() && !backward)) {
      return;
    }
    Value mask = computed(y.type().with(DType.U8));
    Step fused =
        new Step(
            new Kernel.BatchNormRelu(epsilon, limit(relu.get()).orElseThrow()),
            norm.inputs(),
            List.of(y, norm.output(1), norm.output(2), mask),
            norm.path());
    if (backward) {
      Step grad = normGrad.get();
      List<Value> inputs = new ArrayList<>(grad.inputs().subList(0, 4));
      inputs.add(reluGrads.getFirst().input(1));
      inputs.add(mask);
      Kernel kernel = new Kernel.BatchNormReluGrad(epsilon);
      rewriter.replace(
          List.of(reluGrads.getFirst(), grad),
          List.of(new Step(kernel, inputs, grad.outputs(), grad.path())));
    }
    rewriter.replace(List.of(norm, relu.get()), List.of(fused));
  }

  /** Where the results of a step end if it is a kind of ReLU: infinity, or what it clips at. */
  private static OptionalDouble limit(Step step) {
    if (step.kernel() instanceof Kernel.Plain(Unary.Clamp(double low, double high))) {
      return low == 0 && high > 0 ? OptionalDouble.of(high) : OptionalDouble.empty();
    }
    return step.kernel() instanceof Kernel.Plain(Unary.Relu _)
        ? OptionalDouble.of(Double.POSITIVE_INFINITY)
        : OptionalDouble.empty();
  }

  /** add → ReLU becomes one pass. */
  private void addRelu(Step relu) {
    if (!(relu.kernel() instanceof Kernel.Plain(Unary.Relu _))) {
      return;
    }
    Optional<Step> maker = rewriter.maker(relu.input(0)).filter(s -> soleReader(s, relu));
    if (maker.isPresent()
        && maker.get().kernel() instanceof Kernel.Plain(Binary.Add _)
        && maker.get().input(0).type().equals(maker.get().input(1).type())) {
      Step add = maker.get();
      Step step = new Step(new Kernel.AddRelu(), add.inputs(), relu.outputs(), add.path());
      rewriter.replace(List.of(add, relu), List.of(step));
    }
  }

  private boolean soleReader(Step maker, Step reader) {
    return rewriter.onlyReader(maker.output()).filter(reader::equals).isPresent();
  }

  private static boolean constant(List<Value> values) {
    return values.stream().noneMatch(v -> v.origin() instanceof Value.Origin.Computed);
  }

  private static Value computed(TensorType type) {
    return new Value(type, new Value.Origin.Computed());
  }
}
