package fovea.experiment.recipe;

import fovea.graph.type.FoveaException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Errors of people and of a model on the parts of its data; {@code
 * PartErrors.none().stated(ErrorPart.HUMAN, 0.01).counted(ErrorPart.TRAIN, 250, 5_000)}.
 *
 * @param rates those that are known, in the order of the parts
 */
public record PartErrors(Map<ErrorPart, ErrorRate> rates) {

  /** Copies the map. */
  public PartErrors {
    Map<ErrorPart, ErrorRate> copy = new EnumMap<>(ErrorPart.class);
    copy.putAll(rates);
    rates = Collections.unmodifiableMap(copy);
  }

  /** Nothing is known. */
  public static PartErrors none() {
    return new PartErrors(Map.of());
  }

  /** With the error of a part. */
  public PartErrors rate(ErrorPart part, ErrorRate rate) {
    Map<ErrorPart, ErrorRate> more = new EnumMap<>(ErrorPart.class);
    more.putAll(rates);
    more.put(part, rate);
    return new PartErrors(more);
  }

  /**
   * With an error that somebody has stated.
   *
   * @throws FoveaException if it is not from 0 to 1
   */
  public PartErrors stated(ErrorPart part, double rate) {
    return rate(part, new ErrorRate.Stated(rate));
  }

  /**
   * With an error that was counted.
   *
   * @throws FoveaException if there is no example, or more are wrong than there are
   */
  public PartErrors counted(ErrorPart part, double wrong, long examples) {
    return rate(part, new ErrorRate.Counted(wrong, examples));
  }

  /** The error of a part, if it is known. */
  public Optional<ErrorRate> find(ErrorPart part) {
    return Optional.ofNullable(rates.get(part));
  }

  /** The largest of all. */
  double largest() {
    return rates.values().stream().mapToDouble(ErrorRate::rate).max().orElse(0);
  }
}
