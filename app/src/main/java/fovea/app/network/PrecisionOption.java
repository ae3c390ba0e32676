package fovea.app.network;

import fovea.app.console.Quantity;
import fovea.app.option.NameReaders;
import fovea.app.session.Session;
import fovea.graph.Plan;
import fovea.graph.type.Precision;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that says what to compute in. */
public final class PrecisionOption {

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      converter = NameReaders.PrecisionName.class,
      description =
          "What to compute in: f32 (default), or bf16, which is faster where the processor has it;"
              + " weights, statistics and losses stay f32.")
  private Optional<Precision> precision = Optional.empty();

  /** The precision, where the user said so. */
  public Optional<Precision> chosen() {
    return precision;
  }

  /** What to compute in. */
  public Precision precision() {
    return precision.orElse(Precision.F32);
  }

  /** Says how much of a plan computes in what was asked for: nothing stays f32 silently. */
  public static void say(Session session, Precision asked, Plan.Summary plan) {
    switch (asked) {
      case F32 -> {}
      case BF16 ->
          session.say(
              plan.bf16Steps() == 0
                  ? "precision: f32, although bf16 was asked for: nothing here gains by it on this"
                      + " machine"
                  : "precision: bf16 in " + Quantity.count(plan.bf16Steps()) + " operations");
    }
  }
}
