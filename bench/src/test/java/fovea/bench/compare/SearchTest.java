package fovea.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.bench.compare.process.Choice;
import fovea.bench.compare.process.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchTest {
  private static List<Choice> kind(String... labels) {
    return List.of(labels).stream().map(label -> Choice.argument(label, label)).toList();
  }

  @Test
  void improvesOneKindAfterTheOther() {
    Map<String, Double> times =
        Map.of(
            "nhwc, 2, spin",
            5.0,
            "nchw, 2, spin",
            4.0,
            "nchw, 1, spin",
            9.0,
            "nchw, 2, sleep",
            3.0);
    List<String> tried = new ArrayList<>();
    Setting best =
        Search.best(
            List.of(kind("nhwc", "nchw"), kind("2", "1"), kind("spin", "sleep")),
            setting -> {
              tried.add(setting.toString());
              return times.getOrDefault(setting.toString(), 100.0);
            });
    assertEquals("nchw, 2, sleep", best.toString());
    assertEquals(List.of("nchw", "2", "sleep"), best.arguments());
    assertEquals(
        List.of("nhwc, 2, spin", "nchw, 2, spin", "nchw, 1, spin", "nchw, 2, sleep"), tried);
  }
}
