package fovea.graph.run;

import fovea.graph.Binary;
import fovea.graph.Conv;
import fovea.graph.Custom;
import fovea.graph.Dense;
import fovea.graph.Distribution;
import fovea.graph.Loss;
import fovea.graph.Move;
import fovea.graph.Noise;
import fovea.graph.Norm;
import fovea.graph.Op;
import fovea.graph.Pool;
import fovea.graph.Reduce;
import fovea.graph.Select;
import fovea.graph.Source;
import fovea.graph.Unary;
import fovea.graph.UnaryGrad;
import fovea.graph.Update;
import fovea.graph.Upsample;
import fovea.graph.spi.Kernel;
import java.util.List;

/**
 * What mixed precision does to a kernel.
 *
 * @param part whether the kernel asks for bf16
 * @param guides which inputs a kernel follows that does not ask by itself; those of a gradient are
 *     what the forward pass kept, so that both have one type
 * @param inputs which inputs become bf16 then
 * @param outputs which results become bf16 then
 */
record NarrowRole(Part part, List<Integer> guides, List<Integer> inputs, List<Integer> outputs) {
  private static final NarrowRole STAYS =
      new NarrowRole(Part.STAYS, List.of(), List.of(), List.of());

  /** Two equals: both become bf16 if one is. */
  private static final NarrowRole PAIR =
      new NarrowRole(Part.FOLLOWS, List.of(0, 1), List.of(0, 1), List.of(0));

  /** Whether a kernel asks for bf16. */
  enum Part {
    /** Where the arithmetic is: computes in bf16 and adds up in f32. */
    LEADS,
    /** Bound by memory: takes the type of what it reads. */
    FOLLOWS,
    /** Loses too much: always in f32. */
    STAYS
  }

  /** The role of {@code kernel}. */
  static NarrowRole of(Kernel kernel) {
    return switch (kernel) {
      case Kernel.Plain(Op op) -> of(op);
      case Kernel.ConvFused fused ->
          leads(fused.residual() ? List.of(0, 1, fused.bias() ? 3 : 2) : List.of(0, 1), 0);
      case Kernel.BatchNormRelu _ -> follows(0, 0);
      case Kernel.BatchNormReluGrad _ -> follows(5, 0, 4);
      case Kernel.AddRelu _ -> PAIR;
      case Kernel.FoldWeight _, Kernel.FoldBias _ -> STAYS;
    };
  }

  private static NarrowRole of(Op op) {
    return switch (op) {
      case Conv.Conv2d _, Conv.InputGrad _ -> leads(List.of(0, 1), 0);
      case Conv.WeightGrad _ -> leads(List.of(0, 1));
      case Dense.Linear _, Dense.LinearInputGrad _, Dense.MatMul _ -> leads(List.of(0, 1), 0);
      case Dense.LinearWeightGrad _ -> leads(List.of(0, 1));
      case Norm.BatchNorm _, Norm.BatchNormInference _ -> follows(0, 0);
      case Norm.BatchNormGrad _ -> follows(0, 0, 4);
      case Norm.LocalResponse _, Norm.LocalResponseGrad _ -> STAYS;
      case Unary unary -> exact(unary) ? follows(0, 0) : STAYS;
      case UnaryGrad(Unary of) -> exact(of) ? follows(0, 0, 1) : STAYS;
      case Binary binary -> of(binary);
      case Pool.MaxPick _ -> STAYS;
      case Pool.MaxGrad _ -> follows(1, 0);
      case Pool _ -> follows(0, 0);
      case Move move -> of(move);
      case Upsample _, Noise.Dropout _ -> follows(0, 0);
      case Select _, Distribution _, Loss _, Reduce _, Update _, Custom _, Source _ -> STAYS;
    };
  }

  private static NarrowRole of(Binary binary) {
    return switch (binary) {
      case Binary.Add _, Binary.Sub _, Binary.Mul _, Binary.Maximum _, Binary.Minimum _ -> PAIR;
      case Binary.Div _, Binary.Pow _, Binary.Greater _, Binary.Equal _ -> STAYS;
    };
  }

  private static NarrowRole of(Move move) {
    return switch (move) {
      case Move.Reshape _, Move.Transpose _, Move.Slice _, Move.SliceGrad _, Move.Pad _ ->
          follows(0, 0);
      case Move.Concat _, Move.Broadcast _, Move.Gather _, Move.GatherGrad _, Move.Cast _ -> STAYS;
    };
  }

  /** Whether a function keeps the relative error of what it is given. */
  private static boolean exact(Unary unary) {
    return switch (unary) {
      case Unary.Relu _,
          Unary.LeakyRelu _,
          Unary.Clip _,
          Unary.Elu _,
          Unary.Gelu _,
          Unary.Silu _,
          Unary.Mish _,
          Unary.Hardswish _,
          Unary.Sigmoid _,
          Unary.Tanh _,
          Unary.Abs _,
          Unary.Affine _ ->
          true;
      case Unary.Exp _, Unary.Sqrt _, Unary.Log _, Unary.Erf _, Unary.Softplus _ -> false;
    };
  }

  private static NarrowRole leads(List<Integer> inputs, Integer... outputs) {
    return new NarrowRole(Part.LEADS, List.of(), inputs, List.of(outputs));
  }

  /** A kernel whose first result is of the type of {@code inputs}. */
  private static NarrowRole follows(int guide, Integer... inputs) {
    return new NarrowRole(Part.FOLLOWS, List.of(guide), List.of(inputs), List.of(0));
  }
}
