package fovea.train.schedule;

/** Always the optimizer's own rate. */
public record ConstantSchedule() implements Schedule {
  @Override
  public double rate(double base, Place place) {
    return base;
  }
}
