package fovea.bench.compare.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.bench.engine.EngineSession;
import fovea.bench.engine.NamedNumbers;
import fovea.bench.engine.Workload;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgreementTest {
  private static final Workload TRAINING = Workload.named("mlp-train-b128").orElseThrow();

  @TempDir Path folder;

  private Path file(String name, float loss, float... weights) {
    SequencedMap<String, NamedNumbers> arrays = new LinkedHashMap<>();
    arrays.put(EngineSession.LOSS, NamedNumbers.of(loss));
    arrays.put("weight", new NamedNumbers(new long[] {weights.length}, weights));
    Path file = folder.resolve(name);
    NamedNumbers.write(file, arrays);
    return file;
  }

  @Test
  void comparesChangesAndNotWeights() {
    Path initial = file("initial", 0, 1, 1);
    Path fovea = file("fovea", 2, 1.01f, 1);
    assertTrue(Agreement.of(initial, fovea, fovea).holds(TRAINING));
    // The weights are equal within a thousandth, but one change is 0.5 % larger.
    Agreement other = Agreement.of(initial, fovea, file("peer", 2, 1.01005f, 1));
    assertEquals(0.005, other.change(), 1e-4);
    assertFalse(other.holds(TRAINING));
    assertTrue(other.describe(TRAINING).startsWith("NOT EQUAL"));
  }

  @Test
  void comparesLosses() {
    Path initial = file("initial", 0, 1, 1);
    Agreement found = Agreement.of(initial, file("fovea", 2, 2, 2), file("peer", 2.1f, 2, 2));
    assertEquals(0.0476, found.loss(), 1e-3);
    assertFalse(found.holds(TRAINING));
  }
}
