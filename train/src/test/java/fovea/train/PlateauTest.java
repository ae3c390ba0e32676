package fovea.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fovea.format.Json;
import fovea.format.JsonObject;
import fovea.graph.Engine;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import fovea.train.callback.CallbackCodecs;
import fovea.train.callback.ReduceOnPlateau;
import fovea.train.metric.Metric;
import fovea.train.metric.Score;
import fovea.train.metric.ScoreReport;
import fovea.train.optim.Sgd;
import fovea.train.schedule.Schedule;
import fovea.train.task.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The callback that lowers the rate, score by score, without a training around it. */
class PlateauTest {
  private static final double BASE = 0.1;
  private static final Engine.DeviceReport DEVICE =
      new Engine.DeviceReport(Device.REFERENCE, "", "", "", Map.of());

  /** A line is the settings, the scores, and the rates after them. */
  static List<String> torch() throws IOException {
    try (var in =
        Objects.requireNonNull(
            ReduceOnPlateau.class.getResourceAsStream("plateau-torch-1.13.tsv"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static TrainControl control() {
    var net = Tiny.net();
    TrainStep step = TrainStep.of(net, new Sgd(BASE), Task.classification());
    return new TrainControl(Trainer.of(net), Tiny.train(), step);
  }

  private static ScoreReport report(int epoch, double score) {
    var metrics = new LinkedHashMap<>(Map.of(Metric.ACCURACY, score));
    return new ScoreReport(epoch, epoch, Score.none(), new Score(score, metrics, 1));
  }

  private static double rate(TrainControl control) {
    return control.over(Schedule.constant()).rate(BASE, new Schedule.Place(0, 1, 100));
  }

  private static TrainCallback callback(String settings) {
    var json = (JsonObject) Json.parse(settings, "torch");
    return CallbackCodecs.all().read(json.with("name", "reduce_on_plateau"));
  }

  @ParameterizedTest
  @MethodSource("torch")
  void hasTheValuesOfPyTorch(String line) {
    String[] columns = line.split("\t");
    double[] scores = numbers(columns[1]);
    double[] rates = numbers(columns[2]);
    TrainControl control = control();
    TrainCallback callback = callback(columns[0]);
    callback.started(new TrainCallback.Started(List.of(), DEVICE, 40, 1, 0, 1, 1), control);
    for (int i = 0; i < scores.length; i++) {
      callback.scored(report(i + 1, scores[i]), control);
      assertEquals(rates[i], rate(control), 1e-9 * BASE, "score " + i);
      // What a checkpoint keeps is all that it goes on from.
      TrainCallback next = callback(columns[0]);
      next.restore(callback.state());
      next.started(new TrainCallback.Started(List.of(), DEVICE, 40, 1, i + 1, 1, 1), control);
      callback = next;
    }
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void settingsOutOfRangeAreErrors() {
    ReduceOnPlateau usual = ReduceOnPlateau.onTestLoss();
    assertThrows(FoveaException.class, () -> usual.factor(1));
    assertThrows(FoveaException.class, () -> usual.patience(-1));
    assertThrows(FoveaException.class, () -> usual.threshold(-1));
    assertThrows(FoveaException.class, () -> usual.cooldown(-1));
    assertThrows(FoveaException.class, () -> usual.least(1));
  }
}
