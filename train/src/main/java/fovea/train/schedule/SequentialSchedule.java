package fovea.train.schedule;

import fovea.graph.type.FoveaException;
import fovea.train.internal.SettingChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One schedule after the other, as PyTorch's {@code SequentialLR}. Each counts from its own begin,
 * and takes the time to the next one for a whole training.
 *
 * @param schedules at least one
 * @param milestones epochs, counted from 0 and not necessarily whole, at which the second schedule
 *     and those after it begin
 */
public record SequentialSchedule(List<Schedule> schedules, List<Double> milestones)
    implements Schedule {
  /**
   * Copies the lists.
   *
   * @throws FoveaException if there is no milestone between each two schedules, or they do not rise
   */
  public SequentialSchedule {
    schedules = List.copyOf(schedules);
    milestones = List.copyOf(milestones);
    if (schedules.size() != milestones.size() + 1) {
      throw FoveaException.at(
          "milestones",
          String.format(
              Locale.ROOT,
              "expected one between each two of %,d schedules, found %,d",
              schedules.size(),
              milestones.size()),
          "give as many schedules as milestones, and one more");
    }
    double last = 0;
    for (double milestone : milestones) {
      SettingChecks.atLeast("milestone", milestone, last);
      last = milestone;
    }
  }

  @Override
  public SequentialSchedule switchAt(double epoch, Schedule next) {
    List<Schedule> more = new ArrayList<>(schedules);
    more.add(next);
    List<Double> later = new ArrayList<>(milestones);
    later.add(epoch);
    return new SequentialSchedule(more, later);
  }

  @Override
  public double rate(double base, Place place) {
    int index = index(place);
    return schedules.get(index).rate(base, within(place, index));
  }

  @Override
  public OptionalDouble momentum(Place place) {
    int index = index(place);
    return schedules.get(index).momentum(within(place, index));
  }

  /** Number of the schedule that is at work. */
  private int index(Place place) {
    int index = 0;
    while (index < milestones.size() && place.step() >= begin(place, index + 1)) {
      index++;
    }
    return index;
  }

  private Place within(Place place, int index) {
    long end =
        index < milestones.size()
            ? Math.min(begin(place, index + 1), place.totalSteps())
            : place.totalSteps();
    return place.part(begin(place, index), end);
  }

  /** First step of a schedule. */
  private long begin(Place place, int index) {
    return index == 0 ? 0 : Math.round(milestones.get(index - 1) * place.stepsPerEpoch());
  }
}
