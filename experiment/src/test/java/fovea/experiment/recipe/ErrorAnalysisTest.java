package fovea.experiment.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.FoveaException;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorAnalysisTest {

  /** Parts as {@code human=0.01 train=50/1000}. */
  private static PartErrors errors(String text) {
    PartErrors errors = PartErrors.none();
    for (String each : text.split(" ")) {
      String[] sides = each.split("=");
      ErrorPart part = ErrorPart.find(sides[0]).orElseThrow();
      String[] counts = sides[1].split("/");
      errors =
          counts.length == 1
              ? errors.stated(part, Double.parseDouble(counts[0]))
              : errors.counted(part, Double.parseDouble(counts[0]), Long.parseLong(counts[1]));
    }
    return errors;
  }

  private static String verdict(PartErrors errors) {
    return switch (ErrorAnalysis.of(errors).verdict()) {
      case Verdict.Troubled(List<Finding> findings) ->
          findings.stream().map(f -> f.gap().trouble().name()).collect(Collectors.joining(" "));
      case Verdict.TooFew _ -> "too few";
      case Verdict.NothingStandsOut _ -> "nothing";
    };
  }

  @Test
  void theExampleOfTheLectures() {
    var analysis = ErrorAnalysis.of(errors("human=0.01 train=0.05 dev=0.08"));
    var troubled = assertInstanceOf(Verdict.Troubled.class, analysis.verdict());
    assertEquals(
        List.of(Trouble.BIAS, Trouble.VARIANCE),
        troubled.findings().stream().map(finding -> finding.gap().trouble()).toList());
    assertEquals(0.04, troubled.findings().get(0).gap().size(), 1e-9);
    assertEquals(0.03, troubled.findings().get(1).gap().size(), 1e-9);
    assertEquals(
        "BIAS VARIANCE", verdict(errors("human=0.01 train=250/5000 dev=400/5000")), "counted");
  }

  @ParameterizedTest
  @CsvSource({
    "human=0.01 train=750/5000 dev=160/1000, BIAS",
    "human=0.01 train=50/5000 dev=110/1000, VARIANCE",
    "human=0.00 train=750/5000 dev=300/1000, BIAS VARIANCE",
    "human=0.00 train=500/5000 dev=300/1000, VARIANCE BIAS",
    "human=0.01 train=25/5000 dev=90/10000, nothing",
    "human=0.15 train=750/5000 dev=1550/10000, nothing",
    "human=0.075 train=400/5000 dev=1000/10000, VARIANCE",
    "human=0.01 train=50/5000 train-dev=15/1000 dev=100/1000, DATA_MISMATCH",
    "human=0.01 train=50/5000 train-dev=90/1000 dev=100/1000, VARIANCE",
    "human=0.01 train=500/5000 train-dev=220/2000 dev=400/2000, BIAS DATA_MISMATCH",
    "human=0.01 train=50/5000 train-dev=14/1000 dev=20/1000 test=100/1000, OVER_TUNING",
    "human=0.01 train=50/5000 dev=200/2000 test=320/2000, VARIANCE OVER_TUNING",
    "human=0.00 train=5/5000 dev=80/10000, VARIANCE",
    "human=0.01 train=50/5000 test=200/1000, VARIANCE",
    "human=0.01 train=500/5000 dev=80/1000, BIAS",
    "human=0.02 train=20/2000 dev=100/10000 test=120/10000, nothing",
    "train=0/5000 dev=0/5000, nothing",
    "human=0.05 train=1/40 dev=1/10, too few",
    "train=0/40 dev=1/10, too few",
    "train=1/25 dev=3/25, too few",
    "human=0.01 train=50/1000 dev=5/50, BIAS",
    "human=0.01 train=10/1000 dev=2/50, too few",
    "human=0.01 train=2.5/50 dev=4/50, too few",
    "human=0.01 train=10/1000 dev=10/1000 test=30/1000, OVER_TUNING",
    "human=0.01 train=10/1000 dev=1/50 test=3/50, too few"
  })
  void situationsGetTheirName(String situation, String name) {
    assertEquals(name, verdict(errors(situation)));
  }

  @Test
  void moreExamplesNeverTakeANameAway() {
    Random random = new Random(4);
    for (int trial = 0; trial < 2_000; trial++) {
      double largest = random.nextDouble() * 0.5;
      ErrorPart from = random.nextBoolean() ? ErrorPart.HUMAN : ErrorPart.TRAIN;
      ErrorRate lower =
          from == ErrorPart.HUMAN
              ? new ErrorRate.Stated(random.nextDouble() * largest)
              : counted(random, largest);
      var gap =
          new Gap(
              from == ErrorPart.HUMAN ? Trouble.BIAS : Trouble.VARIANCE,
              from,
              lower,
              ErrorPart.DEV,
              counted(random, largest));
      Evidence evidence = Finding.of(gap, largest).evidence();
      for (int factor = 2; factor <= 64; factor *= 2) {
        Evidence more = Finding.of(gap.examples(factor), largest).evidence();
        if (evidence != Evidence.TOO_FEW) {
          assertEquals(evidence, more, gap + " times " + factor);
        }
        evidence = more;
      }
    }
  }

  private static ErrorRate counted(Random random, double largest) {
    int examples = 10 + random.nextInt(2_000);
    return new ErrorRate.Counted((int) (random.nextDouble() * largest * examples), examples);
  }

  /** Two samples of the same kind are called different at most as often as the intervals allow. */
  @Test
  void chanceIsSeldomTakenForAGap() {
    Random random = new Random(9);
    int trials = 4_000;
    int alarms = 0;
    for (int trial = 0; trial < trials; trial++) {
      double rate = 0.02 + 0.2 * random.nextDouble();
      ErrorRate train = drawn(random, rate, 300);
      ErrorRate dev = drawn(random, rate, 60);
      var gap = new Gap(Trouble.VARIANCE, ErrorPart.TRAIN, train, ErrorPart.DEV, dev);
      alarms += Finding.of(gap, rate).evidence() == Evidence.CLEAR ? 1 : 0;
    }
    assertTrue(alarms <= 0.025 * trials, alarms + " of " + trials);
  }

  private static ErrorRate drawn(Random random, double rate, int examples) {
    long wrong = random.doubles(examples).filter(value -> value < rate).count();
    return new ErrorRate.Counted(wrong, examples);
  }

  @Test
  void saysHowManyMoreExamplesWouldTell() {
    Finding finding =
        ErrorAnalysis.of(errors("human=0.01 train=50/5000 dev=3/100")).findings().getLast();
    assertEquals(Evidence.TOO_FEW, finding.evidence());
    double times = finding.timesMore().orElseThrow();
    assertEquals(
        "VARIANCE",
        verdict(
            PartErrors.none()
                .stated(ErrorPart.HUMAN, 0.01)
                .counted(ErrorPart.TRAIN, 50 * times, (long) (5000 * times))
                .counted(ErrorPart.DEV, 3 * times, (long) (100 * times))));
  }

  @Test
  void intervalsAreThoseOfTheTables() {
    // R 4.2, binom.test(5, 50), binom.test(0, 20), binom.test(250, 5000)
    close(0.0332751, 0.2181354, BinomialInterval.of(5, 50));
    close(0, 0.1684335, BinomialInterval.of(0, 20));
    close(0.8315665, 1, BinomialInterval.of(20, 20));
    close(0.0441232, 0.0564089, BinomialInterval.of(250, 5000));
  }

  private static void close(double low, double high, Interval interval) {
    assertEquals(low, interval.low(), 1e-6);
    assertEquals(high, interval.high(), 1e-6);
  }

  /** The probability of so many wrong ones or more, added up term by term. */
  @Test
  void anEndOfAnIntervalLeavesTwoAndAHalfPercent() {
    for (int examples : new int[] {10, 137, 1_000}) {
      for (int wrong : new int[] {1, 3, examples / 2}) {
        double low = BinomialInterval.of(wrong, examples).low();
        double tail = 0;
        double logChoose = 0;
        for (int k = 0; k <= examples; k++) {
          tail +=
              k < wrong
                  ? 0
                  : Math.exp(logChoose + k * Math.log(low) + (examples - k) * Math.log1p(-low));
          logChoose += Math.log((double) (examples - k) / (k + 1));
        }
        assertEquals(0.025, tail, 1e-9, wrong + " of " + examples);
      }
    }
  }

  @Test
  void refusesWhatIsNoError() {
    assertThrows(FoveaException.class, () -> new ErrorRate.Counted(5, 4));
    assertThrows(FoveaException.class, () -> new ErrorRate.Counted(0, 0));
    assertThrows(FoveaException.class, () -> new ErrorRate.Counted(Double.NaN, 3));
    assertThrows(FoveaException.class, () -> new ErrorRate.Stated(1.5));
    assertThrows(FoveaException.class, () -> ErrorAnalysis.of(errors("human=0.1 dev=0.2")));
    assertThrows(FoveaException.class, () -> ErrorAnalysis.of(errors("human=0.1 train=0.2")));
  }
}
