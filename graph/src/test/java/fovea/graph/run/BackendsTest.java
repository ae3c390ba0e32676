package fovea.graph.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.graph.Engine;
import fovea.graph.Threads;
import fovea.graph.type.Device;
import fovea.graph.type.FoveaException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendsTest {
  private final List<String> warnings = new ArrayList<>();
  private final Backends none = new Backends(List.of(), warnings::add);

  @Test
  void plainJavaInPlaceOfNativeKernelsIsSaidOnce() {
    assertEquals("reference", none.choose(Device.AUTO).name());
    assertEquals(1, warnings.size());
    String warning = warnings.getFirst();
    assertTrue(warning.contains("--add-modules fovea.onednn"), warning);
    assertTrue(warning.contains("Device.REFERENCE"), warning);
    none.choose(Device.AUTO);
    assertEquals(1, warnings.size());
  }

  @Test
  void whoAsksForPlainJavaOrForTheReportNeedsNoWarning() {
    none.choose(Device.REFERENCE);
    assertTrue(none.report(Device.AUTO).reason().contains("fovea-onednn"));
    none.choose(Device.AUTO);
    assertEquals(List.of(), warnings);
  }

  @Test
  void threadsAreBounded() {
    Engine engine = Engine.instance();
    int most = Engine.mostThreads();
    assertThrows(FoveaException.class, () -> Threads.fixed(most + 1));
    assertTrue(most >= 64, "at most " + most);
    for (int count : new int[] {0, -1, most + 1, 20_000, Integer.MAX_VALUE}) {
      FoveaException refused = assertThrows(FoveaException.class, () -> engine.setThreads(count));
      assertEquals(
          "threads: " + count + " threads are asked for; use 1 to " + most, refused.getMessage());
    }
  }
}
