package fovea.train.rate;

import fovea.train.rate.RateCurve;
import fovea.train.rate.RateFinder;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.type.FoveaException;
import fovea.nn.Parameters;
import fovea.train.Evaluator;
import fovea.train.Tiny;
import fovea.train.Trainer;
import fovea.train.TrainingResult;
import fovea.train.metric.Evaluation;
import fovea.train.optim.Adam;
import fovea.train.optim.Sgd;
import fovea.train.task.Task;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RateFinderTest {

  private static RateCurve find(RateFinder finder) {
    return Tiny.onReference(() -> finder.find(Tiny.train()));
  }

  private static List<List<Double>> fit(Trainer trainer) {
    return Tiny.onReference(() -> Tiny.values(trainer.fit(Tiny.train()).model()));
  }

  @Test
  void ratesRiseByOneFactor() {
    RateCurve curve = find(RateFinder.of(Tiny.trainer(Tiny.net())).range(1e-5, 1e-2).steps(31));
    assertEquals(31, curve.trials().size());
    assertFalse(curve.diverged());
    assertEquals(1e-5, curve.trials().getFirst().rate(), 1e-17);
    assertEquals(1e-4, curve.trials().get(10).rate(), 1e-12);
    assertEquals(1e-2, curve.trials().getLast().rate(), 1e-12);
  }

  @Test
  void lossesAreSmoothed() {
    RateFinder finder = RateFinder.of(Tiny.trainer(Tiny.net())).range(1e-5, 1e-2).steps(10);
    List<RateCurve.Trial> plain = find(finder.smoothing(0)).trials();
    plain.forEach(trial -> assertEquals(trial.loss(), trial.smoothed()));
    List<RateCurve.Trial> smooth = find(finder.smoothing(0.1)).trials();
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < smooth.size(); i++) {
      double weight = Math.exp(-0.5 * (i - 4) * (i - 4));
      sum += weight * smooth.get(i).loss();
      weights += weight;
    }
    assertEquals(sum / weights, smooth.get(4).smoothed(), 1e-12);
  }

  @Test
  void theModelIsAsItWas() {
    var net = Tiny.net();
    List<List<Double>> before = Tiny.values(net);
    Trainer trainer = Tiny.trainer(net).optimizer(new Adam(1e-3));
    RateCurve curve = find(RateFinder.of(trainer).range(1e-4, 1e4).steps(40));
    assertTrue(curve.trials().size() > 10);
    assertEquals(before, Tiny.values(net));
    List<List<Double>> after = fit(trainer);
    assertEquals(fit(Tiny.trainer(Tiny.net()).optimizer(new Adam(1e-3))), after);
  }

  @Test
  void theModelIsAsItWasAfterAFailureAsWell() {
    var net = Tiny.net();
    List<List<Double>> before = Tiny.values(net);
    RateFinder finder = RateFinder.of(Tiny.trainer(net));
    assertThrows(
        IllegalStateException.class,
        () ->
            Tiny.onReference(
                () ->
                    finder.find(
                        Tiny.train(),
                        (done, _) -> {
                          if (done == 20) {
                            throw new IllegalStateException("enough");
                          }
                          return true;
                        })));
    assertEquals(before, Tiny.values(net));
  }

  @Test
  void aWatcherMayEndIt() {
    RateFinder finder = RateFinder.of(Tiny.trainer(Tiny.net()));
    RateCurve curve =
        Tiny.onReference(
            () ->
                finder.find(
                    Tiny.train(),
                    (done, total) -> {
                      assertEquals(100, total);
                      return done < 12;
                    }));
    assertEquals(12, curve.trials().size());
  }

  @Test
  void frozenParametersStayOutOfIt() {
    var net = Tiny.net();
    Parameters.freeze(net, "conv");
    List<List<Double>> before = Tiny.values(net);
    find(RateFinder.of(Tiny.trainer(net)).steps(10));
    assertEquals(before, Tiny.values(net));
  }

  @Test
  void theRateThatItFindsTrains() {
    Sgd sgd = new Sgd(1).momentum(0.9);
    RateFinder finder = RateFinder.of(Tiny.trainer(Tiny.net()).optimizer(sgd));
    RateCurve curve = find(finder.range(1e-5, 1e3));
    assertTrue(curve.diverged());
    assertTrue(curve.steepest().orElseThrow() < curve.lowest().rate());
    double rate = curve.tenthOfLowest().orElseThrow();
    assertTrue(rate > 1e-4 && rate < 1, "rate " + rate);
    Trainer trainer = Tiny.trainer(Tiny.net()).optimizer(sgd.rate(rate)).epochs(12);
    Evaluation found = Tiny.onReference(() -> evaluated(trainer));
    Trainer low = Tiny.trainer(Tiny.net()).optimizer(sgd.rate(rate / 1000)).epochs(12);
    Evaluation little = Tiny.onReference(() -> evaluated(low));
    assertTrue(found.loss() < 0.5 * little.loss(), found.loss() + " and " + little.loss());
  }

  private static Evaluation evaluated(Trainer trainer) {
    TrainingResult fit = trainer.fit(Tiny.train());
    return Evaluator.of(fit.model(), Task.classification()).run(Tiny.test());
  }

  @Test
  void stepsTakeAsManyBatchesAsTheTrainer() {
    RateFinder one = RateFinder.of(Tiny.trainer(Tiny.net())).range(1e-9, 1e-8).steps(12);
    RateFinder three = RateFinder.of(Tiny.trainer(Tiny.net()).accumulate(3)).range(1e-9, 1e-8);
    List<RateCurve.Trial> single = find(one).trials();
    List<RateCurve.Trial> joint = find(three.steps(10)).trials();
    assertEquals(10, joint.size());
    double mean = single.stream().limit(3).mapToDouble(RateCurve.Trial::loss).average().orElse(0);
    assertEquals(mean, joint.getFirst().loss(), 0.1 * mean);
  }

  @Test
  void suggestionsFollowFromTheCurve() {
    // Falls over step 40 most, is lowest at step 60, then rises.
    List<RateCurve.Trial> trials =
        IntStream.range(0, 80)
            .mapToObj(
                i -> {
                  double loss = 1 / (1 + Math.exp((i - 40) / 4.0)) + Math.exp((i - 70) / 3.0);
                  return new RateCurve.Trial(Math.pow(10, i / 10.0 - 6), loss, loss);
                })
            .toList();
    RateCurve curve = new RateCurve(trials, true);
    assertEquals(1e-2, curve.steepest().orElseThrow(), 3e-3);
    assertEquals(curve.lowest().rate() / 10, curve.tenthOfLowest().orElseThrow());
    RateCurve rising =
        new RateCurve(List.of(new RateCurve.Trial(1, 1, 1), new RateCurve.Trial(2, 3, 2)), true);
    assertEquals(OptionalDouble.empty(), rising.steepest());
    assertEquals(OptionalDouble.empty(), rising.tenthOfLowest());
  }

  @Test
  void whatCannotBeIsASentence() {
    RateFinder finder = RateFinder.of(Tiny.trainer(Tiny.net()));
    assertThrows(FoveaException.class, () -> finder.range(0, 1));
    var e = assertThrows(FoveaException.class, () -> finder.range(1, 0.5));
    assertEquals(
        "highest rate: expected more than the lowest, 1.0, found 0.5; choose another value",
        e.getMessage());
    assertThrows(FoveaException.class, () -> finder.steps(9));
    assertThrows(FoveaException.class, () -> finder.smoothing(1));
    assertThrows(FoveaException.class, () -> finder.limit(0.5));
    assertThrows(FoveaException.class, () -> new RateCurve(List.of(), false));
    Trainer none = Tiny.trainer(Tiny.net()).task(pass -> pass.output().sum().mul(0).sub(1).log());
    e = assertThrows(FoveaException.class, () -> find(RateFinder.of(none)));
    assertTrue(e.getMessage().startsWith("rate finder: expected a finite loss"), e.getMessage());
  }
}
