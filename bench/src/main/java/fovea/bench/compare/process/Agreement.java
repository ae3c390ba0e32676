package fovea.bench.compare.process;

import fovea.bench.engine.EngineSession;
import fovea.bench.engine.NamedNumbers;
import fovea.bench.engine.Workload;
import java.nio.file.Path;
import java.util.SequencedMap;

/**
 * Whether two engines computed the same: relative differences of the results of two steps from
 * equal weights, or of an inference.
 *
 * @param loss difference of the losses; 0 where nothing is trained
 * @param change norm of the difference of all changes of parameters and running statistics, against
 *     the norm of all changes; of the logits where nothing is trained
 * @param parameters numbers that were compared
 */
public record Agreement(double loss, double change, long parameters) {
  /**
   * Rate of the two steps: so large that changes stand out from the rounding of weights, so small
   * that the second step does not blow up what the first one rounded differently.
   */
  static final double RATE = 1e-3;

  private static final double TOLERANCE = 1e-3;
  private static final double BF16_TOLERANCE = 0.1;

  /** Compares results from the initial weights of a file. */
  public static Agreement of(Path initial, Path fovea, Path peer) {
    SequencedMap<String, NamedNumbers> ours = NamedNumbers.read(fovea);
    SequencedMap<String, NamedNumbers> theirs = NamedNumbers.read(peer);
    SequencedMap<String, NamedNumbers> before = NamedNumbers.read(initial);
    double squares = 0;
    double differences = 0;
    long count = 0;
    for (var result : theirs.entrySet()) {
      String name = result.getKey();
      NamedNumbers own = ours.get(name);
      if (own == null) {
        throw new BenchException("the peer has " + name + ", which Fovea has not");
      }
      if (name.equals(EngineSession.LOSS)) {
        continue;
      }
      NamedNumbers from = before.get(name);
      float[] values = result.getValue().values();
      for (int i = 0; i < values.length; i++) {
        double start = from == null ? 0 : from.values()[i];
        double change = own.values()[i] - start;
        double difference = own.values()[i] - (double) values[i];
        squares += change * change;
        differences += difference * difference;
      }
      count += values.length;
    }
    return new Agreement(loss(ours, theirs), Math.sqrt(differences / squares), count);
  }

  private static double loss(
      SequencedMap<String, NamedNumbers> ours, SequencedMap<String, NamedNumbers> theirs) {
    NamedNumbers own = ours.get(EngineSession.LOSS);
    NamedNumbers other = theirs.get(EngineSession.LOSS);
    return own == null || other == null ? 0 : Math.abs(own.values()[0] / other.values()[0] - 1.0);
  }

  /** The result in a line. */
  public String describe(Workload work) {
    return "%s: loss differs by %.1e, %s of %,d numbers by %.1e"
        .formatted(
            holds(work) ? "equal" : "NOT EQUAL",
            loss,
            work.trains() ? "change" : "logits",
            parameters,
            change);
  }

  /** Whether the work was the same within rounding. */
  public boolean holds(Workload work) {
    double tolerance = work.arithmetic() == Workload.Arithmetic.BF16 ? BF16_TOLERANCE : TOLERANCE;
    return loss <= tolerance && change <= tolerance;
  }
}
