package fovea.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonValue;
import fovea.train.optim.Adagrad;
import fovea.train.optim.Adam;
import fovea.train.optim.AdamW;
import fovea.train.optim.Lion;
import fovea.train.optim.Lookahead;
import fovea.train.optim.MaxNorm;
import fovea.train.optim.Muon;
import fovea.train.optim.Optimizer;
import fovea.train.optim.Penalty;
import fovea.train.optim.RmsProp;
import fovea.train.optim.Sgd;
import fovea.train.optim.WeightDecay;
import fovea.train.schedule.Schedule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Optimizers and schedules as run folders keep them. */
class SettingsCodecsTest {

  @Test
  void optimizersAreReadBackByValue() {
    List<Optimizer> all =
        List.of(
            new Sgd(0.1),
            new Sgd(0.1).momentum(0.9).nesterov(true).weightDecay(1e-4),
            new Adam(1e-3).betas(0.8, 0.99).epsilon(1e-6),
            new AdamW(1e-3).weightDecay(WeightDecay.of(0.1).everywhere()),
            new RmsProp(0.01).alpha(0.9).momentum(0.5),
            new Adagrad(0.1).epsilon(1e-9),
            new Lion(1e-4).betas(0.95, 0.98).weightDecay(0.1),
            new Muon(0.02).momentum(0.9).weightDecay(0.01).others(new Sgd(0.1)),
            new Lookahead(new Sgd(0.1).momentum(0.9)).every(6).share(0.8).warmup(20),
            new Penalty(new Adam(1e-3), 1e-5, 1e-4),
            new MaxNorm(new Lookahead(new Lion(1e-4)), 3));
    for (Optimizer optimizer : all) {
      String text = Json.write(Optimizer.codecs().write(optimizer));
      assertEquals(optimizer, Optimizer.codecs().read(Json.parse(text, "test")));
    }
    assertEquals(
        "{\"name\":\"sgd\",\"rate\":0.1,\"momentum\":0.0,\"nesterov\":false,"
            + "\"weight_decay\":{\"strength\":0.0,\"on_vectors\":false}}",
        Json.write(Optimizer.codecs().write(all.getFirst())));
  }

  @Test
  void schedulesAreReadBackByValue() {
    List<Schedule> all =
        List.of(
            Schedule.constant(),
            Schedule.step(3),
            Schedule.multiStep(2, 5),
            Schedule.exponential(0.9),
            Schedule.cosine(),
            Schedule.oneCycle(),
            Schedule.cosine().warmup(0.5));
    for (Schedule schedule : all) {
      String text = Json.write(Schedule.codecs().write(schedule));
      assertEquals(schedule, Schedule.codecs().read(Json.parse(text, "test")));
    }
  }

  @Test
  void aLambdaIsToldAndCannotBeReadBack() {
    Schedule half = (base, _) -> base / 2;
    JsonValue told = Schedule.codecs().write(half);
    assertEquals("\"a function of fovea.train.SettingsCodecsTest\"", Json.write(told));
    assertThrows(FormatException.class, () -> Schedule.codecs().read(told));
    assertThrows(
        FormatException.class,
        () -> Schedule.codecs().read(Schedule.codecs().write(half.warmup(1))));
  }
}
