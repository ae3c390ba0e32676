package fovea.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fovea.train.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CtrlCTest {

  /**
   * Signals that a process ignores, a bit for each; what shells start in the background does so.
   */
  private static final Pattern IGNORED = Pattern.compile("SigIgn:\\s*([0-9a-f]+)");

  private static final long INTERRUPT = 1L << 1;

  @BeforeEach
  void needsTheSignal() throws IOException {
    Matcher ignored = IGNORED.matcher(Files.readString(Path.of("/proc/self/status")));
    assumeTrue(
        ignored.find() && (Long.parseUnsignedLong(ignored.group(1), 16) & INTERRUPT) == 0,
        "started in the background, where Ctrl-C is ignored");
  }

  @Test
  void theFirstOneOnlyAsksToStop() throws Exception {
    var stop = new StopSignal();
    var said = new LinkedBlockingQueue<String>();
    CtrlC.watch(stop, said::add);
    var signal = Class.forName("sun.misc.Signal");
    Object interrupt = signal.getConstructor(String.class).newInstance("INT");
    signal.getMethod("raise", signal).invoke(null, interrupt);
    assertEquals(
        "stopping in good order; press Ctrl-C again to end at once",
        said.poll(1, TimeUnit.MINUTES));
    assertTrue(stop.requested());
  }
}
