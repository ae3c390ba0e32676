package fovea.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.train.StopSignal;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CtrlCTest {

  @Test
  void theFirstOneOnlyAsksToStop() throws Exception {
    var stop = new StopSignal();
    var said = new LinkedBlockingQueue<String>();
    CtrlC.watch(stop, said::add);
    var signal = Class.forName("sun.misc.Signal");
    Object interrupt = signal.getConstructor(String.class).newInstance("INT");
    signal.getMethod("raise", signal).invoke(null, interrupt);
    assertEquals(
        "stopping in good order; once more Ctrl-C ends at once", said.poll(1, TimeUnit.MINUTES));
    assertTrue(stop.requested());
  }
}
