package fovea.bench.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.bench.compare.process.Agreement;
import fovea.bench.compare.process.Choice;
import fovea.bench.compare.process.Peer;
import fovea.bench.compare.process.Setting;
import fovea.bench.engine.Workload;
import fovea.format.Json;
import fovea.format.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final double EXACT = 1e-12;

  private final Samples fovea = samples(100, 102, 98);
  private final Result result =
      new Result(
          Workload.named("resnet50-infer-b1").orElseThrow(),
          fovea,
          321,
          List.of(
              peer(Peer.BYTEDECO, samples(300, 310, 290), new Agreement(0, 1e-5, 7)),
              peer(Peer.ONNXRUNTIME, samples(150, 160, 140), new Agreement(0, 1e-2, 7))),
          Optional.empty());

  private PeerResult peer(Peer peer, Samples samples, Agreement agreement) {
    Setting setting = new Setting(List.of(Choice.argument("1 thread", "1")));
    return new PeerResult(peer, setting, samples, Ratio.of(fovea, samples), 654, agreement);
  }

  private static Samples samples(double... rounds) {
    return new Samples(Arrays.stream(rounds).mapToObj(time -> List.of(time)).toList());
  }

  private static Rates rates(String f32) {
    return Rates.parse(List.of("f32 2 GFLOP/s " + f32, "read 2 GB/s 40 40"));
  }

  @Test
  void namesTheFastestPeerInJson() {
    Report report = new Report("a CPU", rates("235 235"));
    JsonObject json = (JsonObject) Json.parse(report.json(List.of(result)), "report");
    assertEquals("a CPU", json.object("machine").string("cpu"));
    assertFalse(json.flag("disturbed"));
    JsonObject found = (JsonObject) json.array("results").values().getFirst();
    assertEquals("resnet50-infer-b1", found.string("work"));
    assertEquals(1.5, found.real("ratio"), EXACT);
    assertEquals(140 / 98.0, found.real("ratio_best"), EXACT);
    assertArrayEquals(
        new double[] {(150 / 100.0 + 140 / 98.0) / 2, (150 / 100.0 + 160 / 102.0) / 2},
        found.array("spread").doubles(),
        EXACT);
    assertEquals(100, found.real("fovea_ms"), EXACT);
    assertEquals(Peer.ONNXRUNTIME.description(), found.string("peer"));
    assertEquals("1 thread", found.string("peer_setting"));
    assertEquals(150, found.real("peer_ms"), EXACT);
    // 8.18 GFLOP at 235 GFLOP/s take 34.8 ms.
    assertEquals(0.348, found.real("fraction_of_ceiling"), 0.005);
    assertEquals(321, found.integer("fovea_peak_mb"));
    assertEquals(654, found.integer("peer_peak_mb"));
    assertEquals(2, found.array("peers").values().size());
  }

  @Test
  void listsAllPeersAndWhetherTheyAgree() {
    String table = String.join("\n", new Report("a CPU", rates("235 235")).table(result));
    assertTrue(table.contains("bytedeco    equal"), table);
    assertTrue(table.contains("onnxruntime NOT EQUAL"), table);
    assertTrue(table.contains("fovea reaches 35 % of the ceiling"), table);
  }

  @Test
  void ofWorkInBf16SaysWhatItBrings() {
    Result narrow =
        new Result(
            Workload.named("resnet50-infer-b1-bf16").orElseThrow(),
            fovea,
            321,
            result.peers(),
            Optional.of(samples(190, 200, 180)));
    Report report = new Report("a CPU", rates("235 235"));
    String table = String.join("\n", report.table(narrow));
    assertTrue(table.contains("fovea f32      190.000    180.000     1.90"), table);
    JsonObject json = (JsonObject) Json.parse(report.json(List.of(narrow)), "report");
    JsonObject found = (JsonObject) json.array("results").values().getFirst();
    assertEquals(1.9, found.real("f32_ratio"), EXACT);
    assertEquals(180 / 98.0, found.real("f32_ratio_best"), EXACT);
  }

  @Test
  void saysWhenTheRunWasDisturbed() {
    Report report = new Report("a CPU", rates("235 235 235 100"));
    assertTrue(report.disturbed());
    assertTrue(report.table(result).getFirst().contains("disturbed"));
  }

  @Test
  void goesWithoutTheCeilingWhereNothingWasMeasured() {
    Report report = new Report("a CPU", new Rates(Map.of()));
    assertTrue(report.fraction(result).isEmpty());
    assertFalse(report.json(List.of(result)).contains("fraction_of_ceiling"));
  }
}
