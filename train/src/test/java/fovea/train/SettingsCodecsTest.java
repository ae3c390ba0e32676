package fovea.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.format.FormatException;
import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.format.JsonValue;
import fovea.train.callback.CallbackCodecs;
import fovea.train.callback.EarlyStopping;
import fovea.train.callback.ReduceOnPlateau;
import fovea.train.optim.Adagrad;
import fovea.train.optim.Adam;
import fovea.train.optim.AdamW;
import fovea.train.optim.Clip;
import fovea.train.optim.Lion;
import fovea.train.optim.Lookahead;
import fovea.train.optim.MaxNorm;
import fovea.train.optim.Muon;
import fovea.train.optim.Optimizer;
import fovea.train.optim.RmsProp;
import fovea.train.optim.Sgd;
import fovea.train.optim.WeightDecay;
import fovea.train.optim.WeightPenalty;
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
            new WeightPenalty(new Adam(1e-3), 1e-5, 1e-4),
            new MaxNorm(new Lookahead(new Lion(1e-4)), 3));
    for (Optimizer optimizer : all) {
      String text = Json.write(Optimizer.codecs().write(optimizer));
      assertEquals(optimizer, Optimizer.codecs().read(Json.parse(text, "test")));
    }
    assertEquals(
        "{\"name\":\"sgd\",\"rate\":0.1,\"momentum\":0.0,\"nesterov\":false,\"weight_decay\":0.0}",
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
            Schedule.cosine().end(1e-4).restarts(3).factor(2),
            Schedule.linear(0.5, 0),
            Schedule.polynomial(2).end(1e-3),
            Schedule.triangular().rise(0.5),
            Schedule.cosine().warmup(0.5),
            Schedule.linear(0.1, 1)
                .switchAt(2.5, Schedule.constant())
                .switchAt(9, Schedule.cosine()));
    for (Schedule schedule : all) {
      String text = Json.write(Schedule.codecs().write(schedule));
      assertEquals(schedule, Schedule.codecs().read(Json.parse(text, "test")));
    }
  }

  @Test
  void limitsOfGradientsAreReadBackByValue() {
    for (Clip clip : List.of(Clip.none(), Clip.norm(2), Clip.value(0.5))) {
      String text = Json.write(Clip.codecs().write(clip));
      assertEquals(clip, Clip.codecs().read(Json.parse(text, "test")));
    }
    Clip measured = Clip.norm(Double.POSITIVE_INFINITY);
    assertEquals(
        "{\"name\":\"norm\",\"largest\":\"infinite\"}", Json.write(Clip.codecs().write(measured)));
    assertEquals(measured, Clip.codecs().read(Clip.codecs().write(measured)));
    var none = JsonObject.empty().with("name", "norm").with("largest", true);
    var e = assertThrows(FormatException.class, () -> Clip.codecs().read(none));
    assertTrue(e.getMessage().contains("expected a number or infinite"), e.getMessage());
  }

  @Test
  void callbacksAreReadBack() {
    for (TrainCallback callback :
        List.of(
            EarlyStopping.on("accuracy").patience(7).minDelta(0.01).restoresBest(false),
            ReduceOnPlateau.onTestLoss().factor(0.5).patience(2).cooldown(1).least(0.01))) {
      JsonValue json = CallbackCodecs.all().write(callback);
      assertEquals(json, CallbackCodecs.all().write(CallbackCodecs.all().read(json)));
    }
    assertEquals(
        "{\"name\":\"early_stopping\",\"metric\":\"loss\",\"patience\":3,\"min_delta\":0.0,"
            + "\"restores_best\":true}",
        Json.write(CallbackCodecs.all().write(EarlyStopping.onTestLoss())));
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
