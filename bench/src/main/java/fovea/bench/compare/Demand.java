package fovea.bench.compare;

import fovea.bench.engine.Workload;
import fovea.graph.type.DType;
import fovea.graph.type.Shape;
import fovea.graph.type.TensorType;
import fovea.nn.Layer;
import fovea.nn.inspect.Summary;
import fovea.zoo.Zoo;
import java.util.List;

/**
 * What a repetition of a work asks of a machine at least.
 *
 * @param operations floating-point operations of convolutions and linear layers
 * @param memory bytes that cross between caches and memory
 * @param optimizer bytes that the optimizer reads and writes
 * @param trains whether parameters are trained
 */
record Demand(double operations, double memory, double optimizer, boolean trains) {
  /** How often a training step reads or writes the outputs of convolutions outside of these. */
  private static final int PASSES = 5;

  /** The same where there is batch normalization. */
  private static final int PASSES_WITH_NORMS = 8;

  /** Weights, gradients and moments. */
  private static final int OPTIMIZER_NUMBERS = 3;

  /** Found from the summary of Fovea's network, whose rows know their multiply-adds. */
  static Demand of(Workload work) {
    Workload.Network kind = work.network();
    Layer network = Zoo.create(kind.zooSpec());
    Shape pictures = Shape.of(work.batch(), kind.channels(), kind.size(), kind.size());
    Summary summary = Summary.of(network, new TensorType(pictures, DType.F32));
    double forward = 2.0 * summary.multiplyAdds();
    if (!work.trains()) {
      return new Demand(forward, 0, 0, false);
    }
    List<Summary.Row> rows = summary.rows();
    double first =
        rows.stream()
            .mapToDouble(Summary.Row::multiplyAdds)
            .filter(m -> m > 0)
            .findFirst()
            .orElse(0);
    double outputs =
        rows.stream()
            .filter(row -> row.kind().equals("Conv2d"))
            .mapToDouble(row -> row.output().elements())
            .sum();
    boolean norms = rows.stream().anyMatch(row -> row.kind().equals("BatchNorm2d"));
    int bytes = work.arithmetic() == Workload.Arithmetic.BF16 ? Short.BYTES : Float.BYTES;
    return new Demand(
        3 * forward - 2 * first,
        (norms ? PASSES_WITH_NORMS : PASSES) * outputs * bytes,
        OPTIMIZER_NUMBERS * (double) Float.BYTES * summary.parameters(),
        true);
  }
}
