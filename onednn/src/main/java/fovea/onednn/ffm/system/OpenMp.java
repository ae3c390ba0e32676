package fovea.onednn.ffm.system;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The team of worker threads that oneDNN's kernels run on, for Java code too: a second pool of
 * threads would fight with it for the cores, since the workers of OpenMP spin for a while after
 * each kernel.
 *
 * <p>OpenMP keeps one team, and one thread count, for every thread that asks. So all of this class
 * concerns the calling thread and its team only, which should be the one engine thread. Workers are
 * attached to the JVM at their first Java code, as daemons, and stay so.
 */
public final class OpenMp {
  private static final CFunction SET_THREADS = CFunction.ofOneDnn("omp_set_num_threads");
  private static final CFunction MAX_THREADS = CFunction.ofOneDnn("omp_get_max_threads");
  private static final CFunction TEAM_SIZE = CFunction.ofOneDnn("omp_get_num_threads");
  private static final CFunction THREAD_NUMBER = CFunction.ofOneDnn("omp_get_thread_num");
  private static final CFunction PARALLEL = CFunction.ofOneDnn("GOMP_parallel");
  private static final long AS_MANY_AS_SET = 0;
  private static final long NO_FLAGS = 0;

  /**
   * Regions that can be open at once; one is the rule, more come from several calling threads or
   * nesting.
   */
  private static final Regions REGIONS = new Regions(64);

  private OpenMp() {}

  /** What each thread of a team does. */
  @FunctionalInterface
  public interface Body {
    /**
     * Does the share of thread {@code thread} of {@code threads}; everything it shares with the
     * others is its business.
     */
    void run(int thread, int threads);
  }

  /** Sets how many threads the calling thread's kernels and regions use, itself included. */
  public static void setThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads cannot run anything.");
    }
    SET_THREADS.call(threads);
  }

  /** Returns how many threads the calling thread's kernels and regions use, itself included. */
  public static int threads() {
    return (int) MAX_THREADS.call(0);
  }

  /**
   * Returns what {@code make} makes while the calling thread has no team: what it runs, runs on it
   * alone, and primitives that it makes can run on each thread of a larger team at once.
   */
  public static <T> T alone(Supplier<T> make) {
    int threads = threads();
    setThreads(1);
    try {
      return make.get();
    } finally {
      setThreads(threads);
    }
  }

  /**
   * Runs {@code body} once on each thread of the team, the calling one included, and returns when
   * all are done. Inside another region it runs on the calling thread alone.
   *
   * @throws RuntimeException or an error that the body has thrown on one of the threads, when all
   *     are done
   */
  public static void parallel(Body body) {
    if (threads() == 1) {
      body.run(0, 1);
      return;
    }
    int slot = REGIONS.open(body);
    if (slot == Regions.NO_SLOT) {
      body.run(0, 1);
      return;
    }
    PARALLEL.call(Entry.ADDRESS, slot, AS_MANY_AS_SET, NO_FLAGS);
    REGIONS.close(slot);
  }

  /** What runs all {@code parts}, each on one thread of the team. */
  public static Runnable atOnce(List<? extends Runnable> parts) {
    Body body =
        (thread, threads) -> {
          for (int i = thread; i < parts.size(); i += threads) {
            parts.get(i).run();
          }
        };
    return () -> parallel(body);
  }

  /**
   * What the native side calls on each thread; nothing may be thrown through it, that would end the
   * process.
   */
  static void enter(long slot) {
    try {
      REGIONS.body((int) slot).run((int) THREAD_NUMBER.call(0), (int) TEAM_SIZE.call(0));
    } catch (Throwable e) {
      REGIONS.fail((int) slot, e);
    }
  }

  /** The C function pointer of {@link #enter}. */
  private static final class Entry {
    static final long ADDRESS = create();

    private static long create() {
      try {
        var enter =
            MethodHandles.lookup()
                .findStatic(OpenMp.class, "enter", MethodType.methodType(void.class, long.class));
        return Linker.nativeLinker()
            .upcallStub(enter, FunctionDescriptor.ofVoid(JAVA_LONG), Arena.global())
            .address();
      } catch (ReflectiveOperationException e) {
        throw new LinkageError("enter", e);
      }
    }
  }

  /** Bodies under small numbers, since C code can carry a number but no object. */
  private static final class Regions {
    static final int NO_SLOT = -1;

    private final AtomicReferenceArray<@Nullable Body> bodies;
    private final AtomicReferenceArray<@Nullable Throwable> failures;

    Regions(int slots) {
      bodies = new AtomicReferenceArray<>(slots);
      failures = new AtomicReferenceArray<>(slots);
    }

    int open(Body body) {
      for (int slot = 0; slot < bodies.length(); slot++) {
        if (bodies.compareAndSet(slot, null, body)) {
          return slot;
        }
      }
      return NO_SLOT;
    }

    Body body(int slot) {
      Body body = bodies.get(slot);
      if (body == null) {
        throw new IllegalStateException("Region " + slot + " is not open.");
      }
      return body;
    }

    void fail(int slot, Throwable failure) {
      failures.compareAndSet(slot, null, failure);
    }

    void close(int slot) {
      Throwable failure = failures.getAndSet(slot, null);
      bodies.set(slot, null);
      switch (failure) {
        case null -> {}
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new IllegalStateException(failure);
      }
    }
  }
}
