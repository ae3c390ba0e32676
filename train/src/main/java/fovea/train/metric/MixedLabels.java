package fovea.train.metric;

import fovea.data.batch.MixedBatch;
import fovea.graph.Tensor;
import fovea.graph.type.DType;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The two classes of each example of a batch that mixup or CutMix has mixed.
 *
 * @param labels the first class, {@code i32[n]}
 * @param others the other class, {@code i32[n]}
 * @param shares how much of the first class there is, from 0 to 1: {@code f32[n]}
 */
public record MixedLabels(Tensor labels, Tensor others, Tensor shares) {
  private static final double HALF = 0.5;

  /** Those of a pass; empty if its examples are not mixed. */
  public static Optional<MixedLabels> of(Pass pass) {
    SequencedMap<String, Tensor> rest = new LinkedHashMap<>(pass.targets().byName());
    Tensor others = rest.remove(MixedBatch.OTHER_LABEL);
    Tensor shares = rest.remove(MixedBatch.SHARE);
    return others == null || shares == null || rest.size() != 1
        ? Optional.empty()
        : Optional.of(new MixedLabels(rest.firstEntry().getValue(), others, shares));
  }

  /** Of numbers for the first and for the other classes, the mean by shares: {@code f32[n]}. */
  Tensor mean(Tensor first, Tensor other) {
    Tensor own = first.cast(DType.F32).mul(shares);
    return own.add(other.cast(DType.F32).mul(shares.neg().add(1)));
  }

  /** The class of each example of which there is more, {@code i32[n]}. */
  Tensor larger() {
    return Tensor.where(shares.greater(HALF).cast(DType.I32), labels, others);
  }
}
