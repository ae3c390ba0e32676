package fovea.train;

/** Times {@code gamma} every {@code epochs} epochs. */
public record StepSchedule(int epochs, double gamma) implements Schedule {
  /**
   * Checks the settings.
   *
   * @throws fovea.graph.FoveaException if one is out of its range
   */
  public StepSchedule {
    Settings.atLeast("epochs between steps of the rate", epochs, 1);
    Settings.positive("factor of the rate", gamma);
  }

  @Override
  public double rate(double base, Place place) {
    int passed = place.epoch() / epochs;
    return base * Math.pow(gamma, passed);
  }
}
