package fovea.onednn.loops;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fovea.graph.op.Noise;
import fovea.onednn.ffm.Natives;
import fovea.onednn.ffm.system.OpenMp;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutLoopTest {
  @BeforeAll
  static void natives() {
    Natives.assumeAvailable();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5, 0.999})
  void choosesAsTheOpDefines(double p) {
    int before = OpenMp.threads();
    for (int threads : List.of(1, 2)) {
      OpenMp.setThreads(threads);
      for (int count : new int[] {1, 33, 1024, 5000, 100_000}) {
        check(new Noise.Dropout(p, 0x1234_5678_9abcL * count), count);
      }
    }
    OpenMp.setThreads(before);
  }

  private static void check(Noise.Dropout op, int count) {
    var values = new float[count];
    Arrays.fill(values, 3);
    long number = 987_654_321L + count;
    MemorySegment source = Arena.ofAuto().allocateFrom(JAVA_FLOAT, values);
    MemorySegment random = Arena.ofAuto().allocateFrom(JAVA_LONG, number);
    MemorySegment destination = Arena.ofAuto().allocate(JAVA_FLOAT, count);
    new DropoutLoop(op, source, random, destination).run();
    float kept = 3 * (float) (1 / (1 - op.p()));
    float[] actual = destination.toArray(JAVA_FLOAT);
    for (int i = 0; i < count; i++) {
      assertEquals(op.keeps(number, i) ? kept : 0, actual[i], op + ", element " + i);
    }
  }
}
