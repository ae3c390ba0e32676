package fovea.bench.compare.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.bench.engine.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PeerTest {
  private static Workload work(String name) {
    return Workload.named(name).orElseThrow();
  }

  @Test
  void doesWhatItCan() {
    for (Workload work : Workload.all()) {
      assertTrue(Peer.BYTEDECO.does(work));
      assertEquals(!work.name().endsWith("-bf16"), Peer.DJL.does(work));
      boolean infers = work.name().matches(".*-infer-b\\d+");
      assertEquals(infers, Peer.ONNXRUNTIME.does(work));
    }
  }

  @Test
  void offersBothWaysOfBf16() {
    List<List<Choice>> kinds = Peer.BYTEDECO.choices(work("resnet50-train-b8-bf16"));
    assertEquals(
        List.of("bfloat16", "autocast"),
        kinds.getFirst().stream().flatMap(choice -> choice.arguments().stream()).toList());
    assertEquals(kinds.size() - 1, Peer.BYTEDECO.choices(work("resnet50-train-b8")).size());
  }

  @Test
  void offersAllWaysOfWaiting() {
    for (Peer peer : List.of(Peer.DJL, Peer.BYTEDECO)) {
      String environment =
          peer.choices(work("lenet5-train-b64")).stream()
              .flatMap(List::stream)
              .map(Choice::environment)
              .map(Map::toString)
              .collect(Collectors.joining());
      for (String part :
          List.of("GOMP_SPINCOUNT=2000", "=active", "=passive", "OMP_NUM_THREADS=1", "THREADS=2")) {
        assertTrue(environment.contains(part), () -> peer + " has " + environment);
      }
    }
  }

  @Test
  void isFoundByItsName() {
    Arrays.stream(Peer.values())
        .forEach(peer -> assertEquals(peer, Peer.named(peer.word()).orElseThrow()));
    assertFalse(Peer.named("keras").isPresent());
  }
}
