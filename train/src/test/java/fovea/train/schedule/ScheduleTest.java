package fovea.train.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.Json;
import fovea.graph.type.FoveaException;
import fovea.train.Tiny;
import fovea.train.Trainer;
import fovea.train.TrainingResult;
import fovea.train.optim.OptimizerGoldens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {
  private static final double BASE = 0.1;

  private static double rate(Schedule schedule, long step, long perEpoch, long total) {
    return schedule.rate(BASE, new Schedule.Place(step, perEpoch, total));
  }

  @Test
  void followsPyTorch() {
    for (OptimizerGoldens.Case golden : OptimizerGoldens.read().cases()) {
      Schedule schedule = golden.schedule().toSchedule();
      int steps = golden.rates().length;
      for (int i = 0; i < steps; i++) {
        double rate = schedule.rate(golden.base(), new Schedule.Place(i, 1, steps));
        double expected = golden.rates()[i];
        assertEquals(expected, rate, 1e-9 * expected, golden + ", step " + i);
      }
    }
  }

  /** A line is a schedule, steps per epoch, rates, and momentums where it has some. */
  static List<String> torch() throws IOException {
    try (var in =
        Objects.requireNonNull(ScheduleTest.class.getResourceAsStream("torch-1.13.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("torch")
  void hasTheValuesOfPyTorch(String line) {
    String[] columns = line.split("\t");
    Schedule schedule = Schedule.codecs().read(Json.parse(columns[0], "torch"));
    int perEpoch = Integer.parseInt(columns[1]);
    double[] rates = numbers(columns[2]);
    for (int i = 0; i < rates.length; i++) {
      double rate = rate(schedule, i, perEpoch, rates.length);
      assertEquals(rates[i], rate, 1e-9 * BASE, "step " + i);
    }
    double[] momentums = columns.length > 3 ? numbers(columns[3]) : new double[0];
    for (int i = 0; i < momentums.length; i++) {
      var place = new Schedule.Place(i, perEpoch, momentums.length);
      assertEquals(momentums[i], schedule.momentum(place).orElseThrow(), 1e-9, "step " + i);
    }
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void epochSchedulesChangeBetweenEpochsOnly() {
    Schedule schedule = Schedule.step(2);
    assertEquals(BASE, rate(schedule, 0, 10, 60));
    assertEquals(BASE, rate(schedule, 19, 10, 60));
    assertEquals(BASE * 0.1, rate(schedule, 20, 10, 60));
    assertEquals(BASE * 0.01, rate(schedule, 59, 10, 60), 1e-12);
    assertEquals(BASE, rate(Schedule.multiStep(1, 3), 9, 10, 60));
    assertEquals(BASE * 0.1, rate(Schedule.multiStep(1, 3), 29, 10, 60));
    assertEquals(BASE * 0.01, rate(Schedule.multiStep(1, 3), 30, 10, 60), 1e-12);
    assertEquals(BASE * 0.25, rate(Schedule.exponential(0.5), 25, 10, 60));
  }

  @Test
  void cosineFallsWithEveryStep() {
    Schedule schedule = Schedule.cosine();
    double last = rate(schedule, 0, 10, 60);
    assertEquals(BASE, last);
    for (int step = 1; step < 60; step++) {
      double rate = rate(schedule, step, 10, 60);
      assertTrue(rate < last, "step " + step);
      last = rate;
    }
    assertTrue(last < BASE * 0.01);
    assertEquals(BASE / 2, rate(schedule, 30, 10, 60), 1e-12);
    assertEquals(BASE / 4, rate(Schedule.cosine().end(BASE / 4), 60, 10, 60), 1e-12);
  }

  @Test
  void oneCycleRisesAndFalls() {
    Schedule schedule = Schedule.oneCycle();
    assertEquals(BASE / 25, rate(schedule, 0, 10, 60), 1e-12);
    assertEquals(BASE, rate(schedule, 17, 10, 60), 1e-12);
    assertEquals(BASE / 25 / 1e4, rate(schedule, 59, 10, 60), 1e-12);
    for (int total = 1; total < 5; total++) {
      for (int step = 0; step < total; step++) {
        double rate = rate(schedule, step, 1, total);
        assertTrue(rate > 0 && rate <= BASE, "step " + step + " of " + total + ": " + rate);
      }
    }
  }

  @Test
  void warmupRisesLinearlyThenHandsOver() {
    Schedule schedule = Schedule.cosine().warmup(0.5);
    for (int step = 0; step < 5; step++) {
      assertEquals(BASE * (step + 1) / 5, rate(schedule, step, 10, 65), 1e-12);
    }
    assertEquals(BASE, rate(schedule, 5, 10, 65), 1e-12);
    assertEquals(BASE / 2, rate(schedule, 35, 10, 65), 1e-12);
    assertEquals(BASE, rate(Schedule.constant().warmup(0), 0, 10, 60));
  }

  @Test
  void oneCycleMovesTheMomentumAgainstTheRate() {
    Schedule schedule = Schedule.oneCycle();
    assertEquals(0.95, momentum(schedule, 0), 1e-12);
    assertEquals(0.85, momentum(schedule, 17), 1e-12);
    assertEquals(0.95, momentum(schedule, 59), 1e-12);
    assertTrue(momentum(schedule, 10) < 0.95 && momentum(schedule, 10) > 0.85);
    Schedule.Place place = new Schedule.Place(3, 10, 60);
    assertTrue(new OneCycleSchedule(0.3, 25, 1e4, false).momentum(place).isEmpty());
    assertTrue(Schedule.cosine().momentum(place).isEmpty());
  }

  private static double momentum(Schedule schedule, long step) {
    return schedule.momentum(new Schedule.Place(step, 10, 60)).orElseThrow();
  }

  @Test
  void aLambdaIsASchedule() {
    Schedule inverse = (base, place) -> base / (1 + place.epoch());
    assertEquals(BASE / 3, rate(inverse, 25, 10, 60));
    assertEquals(BASE / 2, rate(inverse.warmup(1), 25, 10, 60));
    Trainer trainer = Tiny.trainer(Tiny.net()).schedule(inverse).epochs(2);
    TrainingResult fit = Tiny.onReference(() -> trainer.fit(Tiny.train()));
    assertEquals(0.025, fit.epochs().getLast().rate());
  }

  @Test
  void aRateThatIsNoneIsASentence() {
    Trainer trainer = Tiny.trainer(Tiny.net()).schedule((_, _) -> Double.NaN);
    var e =
        assertThrows(FoveaException.class, () -> Tiny.onReference(() -> trainer.fit(Tiny.train())));
    assertEquals(
        "schedule: expected a finite rate of 0 or more at step 1, found NaN; correct the schedule",
        e.getMessage());
  }

  @Test
  void settingsOutOfRangeAreErrors() {
    assertThrows(FoveaException.class, () -> Schedule.step(0));
    assertThrows(FoveaException.class, () -> Schedule.exponential(0));
    assertThrows(FoveaException.class, () -> Schedule.cosine().warmup(-1));
    assertThrows(FoveaException.class, () -> Schedule.oneCycle().rise(1.5));
    assertThrows(FoveaException.class, () -> Schedule.cosine().restarts(-1));
    assertThrows(FoveaException.class, () -> Schedule.multiStep(-1));
    assertThrows(FoveaException.class, () -> Schedule.polynomial(0));
    assertThrows(FoveaException.class, () -> Schedule.linear(-0.1, 1));
    assertThrows(FoveaException.class, () -> Schedule.triangular().rise(1));
    var cosine = Schedule.cosine();
    assertThrows(
        FoveaException.class, () -> cosine.switchAt(5, Schedule.constant()).switchAt(4, cosine));
    var e =
        assertThrows(
            FoveaException.class, () -> new SequentialSchedule(List.of(cosine, cosine), List.of()));
    assertEquals(
        "milestones: expected one between each two of 2 schedules, found 0; give as many schedules"
            + " as milestones, and one more",
        e.getMessage());
  }

  @Test
  void theLastFallOfACosineEndsWithTheTraining() {
    Schedule schedule = Schedule.cosine().restarts(2).factor(1.7).end(BASE / 10);
    assertEquals(BASE / 10, rate(schedule, 60, 10, 60), 1e-12);
    assertTrue(rate(schedule, 59, 10, 60) < rate(schedule, 58, 10, 60));
    int rises = 0;
    for (int step = 1; step < 60; step++) {
      rises += rate(schedule, step, 10, 60) > rate(schedule, step - 1, 10, 60) ? 1 : 0;
    }
    assertEquals(2, rises);
  }

  @Test
  void schedulesFollowEachOther() {
    Schedule schedule =
        Schedule.oneCycle().switchAt(2, Schedule.constant()).switchAt(2.5, Schedule.step(1));
    assertEquals(BASE / 25, rate(schedule, 0, 10, 60), 1e-12);
    assertTrue(rate(schedule, 19, 10, 60) < 1e-6);
    assertEquals(BASE, rate(schedule, 20, 10, 60));
    assertEquals(BASE, rate(schedule, 34, 10, 60));
    assertEquals(BASE * 0.1, rate(schedule, 35, 10, 60));
    assertEquals(0.95, momentum(schedule, 0), 1e-12);
    assertTrue(schedule.momentum(new Schedule.Place(20, 10, 60)).isEmpty());
  }
}
