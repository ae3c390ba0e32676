package fovea.app.train;

import fovea.app.console.Quantity;
import fovea.train.run.RunCost;
import java.util.ArrayList;
import java.util.List;

/** What a run has cost, in a line. */
public final class CostText {

  private CostText() {}

  /**
   * Such as {@code 1:32, 410 images/s, at most 1.2 GiB, 3,120 J}; what is not known is left out.
   */
  public static String of(RunCost cost) {
    List<String> parts = new ArrayList<>();
    parts.add(Quantity.duration(cost.time().total()));
    if (cost.images() > 0) {
      parts.add(Quantity.rate(cost.imagesPerSecond()) + " images/s");
    }
    cost.peakBytes().ifPresent(bytes -> parts.add("at most " + Quantity.bytes(bytes)));
    cost.joules().ifPresent(joules -> parts.add(Quantity.count(Math.round(joules)) + " J"));
    return String.join(", ", parts);
  }
}
