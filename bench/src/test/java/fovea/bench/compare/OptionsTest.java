package fovea.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.bench.compare.process.Peer;
import fovea.bench.engine.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static Options parse(String... words) {
    return Options.parse(List.of(words));
  }

  private static String mistake(String... words) {
    return assertThrows(CommandLineException.class, () -> parse(words)).getMessage();
  }

  @Test
  void readsWorksAndOptionsInAnyOrder() {
    Options options =
        parse("--json", "lenet5-train-b64", "--rounds", "9", "--peers", "djl", "resnet50-infer-b1");
    assertEquals(
        List.of("lenet5-train-b64", "resnet50-infer-b1"),
        options.works().stream().map(Workload::name).toList());
    assertEquals(List.of(Peer.DJL), options.peers());
    assertEquals(9, options.rounds());
    assertTrue(options.json());
    assertEquals(7, parse("mlp-train-b128").rounds());
  }

  @Test
  void saysWhatIsWrong() {
    assertTrue(mistake("resnet50-train-b9").contains("use one of resnet50-train-b8, "));
    assertTrue(mistake().startsWith("name the work"));
    assertTrue(mistake("--rounds").contains("needs a value"));
    assertTrue(mistake("--rounds", "0", "mlp-train-b128").contains("found 0"));
    assertTrue(mistake("--peers", "keras", "mlp-train-b128").contains("djl, bytedeco"));
    assertTrue(mistake("--fast", "mlp-train-b128").contains("there is no option --fast"));
  }
}
