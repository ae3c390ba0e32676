package fovea.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopTest {

  @Test
  void remembersTheWish() {
    var stop = new Stop();
    assertFalse(stop.requested());
    assertFalse(stop.request());
    assertTrue(stop.requested());
    assertTrue(stop.request(), "the second time it was there before");
  }

  @Test
  void theFirstInterruptIsOnlyNoted() throws Exception {
    var stop = new Stop();
    var said = new LinkedBlockingQueue<String>();
    stop.watch(said::add);
    var signal = Class.forName("sun.misc.Signal");
    Object interrupt = signal.getConstructor(String.class).newInstance("INT");
    signal.getMethod("raise", signal).invoke(null, interrupt);
    assertEquals(
        "stopping in good order; once more Ctrl-C ends at once", said.poll(1, TimeUnit.MINUTES));
    assertTrue(stop.requested());
  }
}
