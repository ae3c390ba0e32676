package fovea.nn;

import fovea.graph.type.DType;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.NonFinite;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Refuses weights that hold NaN or infinite numbers. A network that has such computes nothing of
 * use, and may not show it: a ReLU can turn NaN into zeros.
 */
final class FiniteValues {
  /** So many tensors stand in a message. */
  private static final int SHOWN = 3;

  private FiniteValues() {}

  /**
   * Looks at all values, as the cells will hold them.
   *
   * @throws FoveaException if one is not finite; the message names the first tensors that have such
   */
  static void require(Map<Cell, StateMapping.Source> values) {
    List<String> found = new ArrayList<>();
    values.forEach(
        (cell, source) -> {
          long count = NonFinite.count(held(source.value(), cell.type().dtype()));
          if (count > 0) {
            found.add(source.from() + " holds " + words(count));
          }
        });
    if (!found.isEmpty()) {
      throw FoveaException.here(
          "expected finite weights, but " + some(found),
          "get the file again, or take the weights from before the training diverged");
    }
  }

  /** A number of 64 bits may be finite only there. */
  private static HostBuffer held(HostBuffer value, DType dtype) {
    return value.type().dtype() == DType.F64 ? value.cast(dtype) : value;
  }

  private static String words(long count) {
    return count == 1
        ? "a number that is NaN or infinite"
        : String.format(Locale.ROOT, "%,d numbers that are NaN or infinite", count);
  }

  private static String some(List<String> found) {
    String shown = String.join(", ", found.subList(0, Math.min(SHOWN, found.size())));
    int more = found.size() - SHOWN;
    return more > 0 ? shown + String.format(Locale.ROOT, ", and so do %,d more", more) : shown;
  }
}
