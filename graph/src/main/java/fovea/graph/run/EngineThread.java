package fovea.graph.run;

import fovea.graph.Trace;
import fovea.graph.type.Device;
import fovea.graph.type.Precision;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The one thread that runs kernels: the OpenMP runtime keeps a team of workers for each thread that
 * calls it, and two teams would fight for the cores.
 */
final class EngineThread {
  private final ExecutorService executor;
  private volatile Thread thread = Thread.currentThread();

  EngineThread() {
    executor =
        Executors.newSingleThreadExecutor(
            body -> {
              Thread created = new Thread(body, "fovea-engine");
              created.setDaemon(true);
              thread = created;
              return created;
            });
  }

  /** Runs {@code body} there and waits; at once if this is that thread. */
  <T> T call(Supplier<T> body) {
    if (Thread.currentThread().equals(thread) && thread.getName().equals("fovea-engine")) {
      return body.get();
    }
    Device device = Device.current();
    Precision precision = Precision.current();
    Supplier<T> traced =
        Trace.current().<Supplier<T>>map(trace -> () -> trace.use(body)).orElse(body);
    try {
      return CompletableFuture.supplyAsync(() -> device.use(() -> precision.use(traced)), executor)
          .join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case Throwable cause -> throw new IllegalStateException(cause);
        case null -> throw e;
      }
    }
  }
}
