package fovea.onednn.ffm.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.onednn.ffm.Natives;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenMpTest {
  private static final int THREADS = 3;
  private int threadsBefore;

  @BeforeEach
  void useThreeThreads() {
    Natives.assumeAvailable();
    threadsBefore = OpenMp.threads();
    OpenMp.setThreads(THREADS);
  }

  @AfterEach
  void restoreThreads() {
    if (threadsBefore > 0) {
      OpenMp.setThreads(threadsBefore);
    }
  }

  @Test
  void runsOnceOnEachThreadOfTheTeam() {
    var runs = new AtomicIntegerArray(THREADS);
    OpenMp.parallel(
        (thread, threads) -> {
          assertEquals(THREADS, threads);
          runs.incrementAndGet(thread);
        });
    for (int i = 0; i < THREADS; i++) {
      assertEquals(1, runs.get(i));
    }
  }

  @Test
  void keepsItsThreadsAsDaemons() {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    for (int i = 0; i < 200; i++) {
      OpenMp.parallel((_, _) -> seen.add(Thread.currentThread()));
    }
    assertEquals(THREADS, seen.size());
    assertTrue(seen.stream().filter(t -> t != Thread.currentThread()).allMatch(Thread::isDaemon));
  }

  @Test
  void handsAnExceptionToTheCaller() {
    var finished = new AtomicInteger();
    var e =
        assertThrows(
            UnsupportedOperationException.class,
            () ->
                OpenMp.parallel(
                    (thread, _) -> {
                      if (thread == THREADS - 1) {
                        throw new UnsupportedOperationException("from a worker");
                      }
                      finished.incrementAndGet();
                    }));
    assertEquals("from a worker", e.getMessage());
    assertEquals(THREADS - 1, finished.get());
    OpenMp.parallel((_, _) -> finished.incrementAndGet()); // and goes on
    assertEquals(2 * THREADS - 1, finished.get());
  }

  @Test
  void runsInnerRegionsOnOneThread() {
    var inner = new AtomicInteger();
    OpenMp.parallel(
        (_, _) ->
            OpenMp.parallel(
                (_, threads) -> {
                  assertEquals(1, threads);
                  inner.incrementAndGet();
                }));
    assertEquals(THREADS, inner.get());
  }

  @Test
  void aloneHasNoTeam() {
    assertEquals(1, OpenMp.alone(OpenMp::threads));
    assertEquals(THREADS, OpenMp.threads());
    assertThrows(
        UnsupportedOperationException.class,
        () ->
            OpenMp.alone(
                () -> {
                  throw new UnsupportedOperationException("alone");
                }));
    assertEquals(THREADS, OpenMp.threads());
  }

  @Test
  void eachThreadOfTheTeamCanBeAlone() {
    var inner = new AtomicInteger();
    OpenMp.Body body = (_, threads) -> inner.addAndGet(threads);
    OpenMp.parallel(
        (_, _) ->
            OpenMp.alone(
                () -> {
                  OpenMp.parallel(body);
                  return inner;
                }));
    assertEquals(THREADS, inner.get());
    assertEquals(THREADS, OpenMp.threads());
  }

  @Test
  void runsWithOneThread() {
    OpenMp.setThreads(1);
    var runs = new AtomicInteger();
    OpenMp.parallel((thread, threads) -> runs.addAndGet(thread + threads));
    assertEquals(1, runs.get());
    assertThrows(IllegalArgumentException.class, () -> OpenMp.setThreads(0));
  }

  @Test
  void survivesGarbageCollection() {
    var garbage = new ConcurrentHashMap<Integer, byte[]>();
    var runs = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      OpenMp.parallel(
          (thread, _) -> {
            garbage.put(thread, new byte[100_000]);
            runs.incrementAndGet();
          });
      if (i % 20 == 0) {
        System.gc(); // workers spin in native code meanwhile
      }
    }
    assertEquals(100 * THREADS, runs.get());
  }
}
