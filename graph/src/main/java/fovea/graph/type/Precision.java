package fovea.graph.type;

import java.util.function.Supplier;

/** Which element type compiled functions compute in; what they take and give stays as it is. */
public enum Precision {
  /** Everything in the type of the graph, 32-bit floats by default. */
  F32("f32"),
  /**
   * Activations, their gradients and the weights that kernels read in bf16; master weights, their
   * gradients, statistics, losses and sums in f32 (Kalamkar et al. 2019, "A Study of BFLOAT16 for
   * Deep Learning Training"). What has no fast bf16 kernel on the device stays in f32.
   */
  BF16("bf16");

  private static final ScopedValue<Precision> CURRENT = ScopedValue.newInstance();

  private final String label;

  Precision(String label) {
    this.label = label;
  }

  /** The precision of the running {@link #use}, else {@link #F32}. */
  public static Precision current() {
    return CURRENT.isBound() ? CURRENT.get() : F32;
  }

  /** Runs {@code body} with this precision for all that is compiled in it and names none. */
  public <T> T use(Supplier<T> body) {
    return ScopedValue.where(CURRENT, this).call(body::get);
  }

  @Override
  public String toString() {
    return label;
  }
}
