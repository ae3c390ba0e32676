package fovea.bench.compare;

import fovea.bench.engine.Workload;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The fastest that a machine could be: arithmetic at its peak, then memory at its peak.
 *
 * @param arithmetic GFLOP/s
 * @param memory GB/s
 */
record MachinePeak(double arithmetic, double memory) {
  /** What convolutions keep of the peak in training: gradients of weights are slower. */
  private static final double IN_TRAINING = 0.95;

  /** From what was measured; empty where nothing was. */
  static Optional<MachinePeak> of(Rates rates, Workload.Arithmetic kind) {
    OptionalDouble arithmetic =
        switch (kind) {
          case F32 -> rates.best("f32");
          case BF16 -> firstOf(rates, "tiles", "bf16", "f32");
        };
    OptionalDouble memory = rates.best("read");
    return arithmetic.isPresent() && memory.isPresent()
        ? Optional.of(new MachinePeak(arithmetic.getAsDouble(), memory.getAsDouble()))
        : Optional.empty();
  }

  private static OptionalDouble firstOf(Rates rates, String... kernels) {
    for (String kernel : kernels) {
      if (rates.best(kernel).isPresent()) {
        return rates.best(kernel);
      }
    }
    return OptionalDouble.empty();
  }

  /** Milliseconds of one repetition at least. */
  double milliseconds(Demand demand) {
    double peak = demand.trains() ? IN_TRAINING * arithmetic : arithmetic;
    return (demand.operations() / peak + (demand.memory() + demand.optimizer()) / memory) / 1e6;
  }
}
