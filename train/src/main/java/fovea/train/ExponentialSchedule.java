package fovea.train;

/** Times {@code gamma} after each epoch. */
public record ExponentialSchedule(double gamma) implements Schedule {
  /**
   * Checks the settings.
   *
   * @throws fovea.graph.FoveaException if one is out of its range
   */
  public ExponentialSchedule {
    Settings.positive("factor of the rate", gamma);
  }

  @Override
  public double rate(double base, Place place) {
    return base * Math.pow(gamma, place.epoch());
  }
}
