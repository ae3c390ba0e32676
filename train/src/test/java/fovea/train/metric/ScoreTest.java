package fovea.train.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.format.Json;
import fovea.format.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoreTest {

  /** A metric of one's own may have no value, such as a share of nothing. */
  @Test
  void numbersThatAreNoneAreKeptInFiles() {
    var metrics = new LinkedHashMap<>(Map.of("share", Double.NaN));
    var score = new Score(Double.POSITIVE_INFINITY, metrics, 40);
    String written = Json.write(score.toJson());
    assertEquals("{\"loss\":\"Infinity\",\"share\":\"NaN\",\"n\":40}", written);
    assertEquals(score, Score.fromJson((JsonObject) Json.parse(written, "score")));
  }
}
