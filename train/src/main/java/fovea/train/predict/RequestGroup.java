package fovea.train.predict;

import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Requests that become one batch. */
final class RequestGroup {
  /** Batches that are not full have one of so many sizes, since each size needs a plan. */
  static final int SIZES = 8;

  private final TensorType row;
  private final int rows;
  private final List<Request> requests = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private int taken;

  /** An empty group of up to {@code rows} rows. */
  RequestGroup(TensorType row, int rows) {
    this.row = row;
    this.rows = rows;
  }

  /** Rows that a thread waits for. */
  static final class Request {
    private final HostBuffer rows;
    private final CompletableFuture<HostBuffer> answer = new CompletableFuture<>();

    private Request(HostBuffer rows) {
      this.rows = rows;
    }

    /** The result, once it is there. */
    HostBuffer result() {
      try {
        return answer.join();
      } catch (CompletionException e) {
        switch (e.getCause()) {
          case RuntimeException ours -> throw ours;
          case Error ours -> throw ours;
          case null, default -> throw e;
        }
      }
    }

    private int count() {
      return rows.type().shape().dim(0);
    }
  }

  /** Whether so many more rows fit in. */
  boolean hasRoom(int count) {
    return taken + count <= rows;
  }

  /** Adds a request, which must fit in. */
  Request add(HostBuffer of) {
    var request = new Request(of);
    requests.add(request);
    taken += request.count();
    return request;
  }

  /** Nobody will join any more. */
  void close() {
    closed.countDown();
  }

  /** Waits until it is closed, or as long as {@code wait}; an interrupt ends the waiting. */
  void awaitClosed(Duration wait) {
    try {
      boolean _ = closed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Answers all requests; one that fails does so alone.
   *
   * @param batches memory for batches of each type, so that it need not be had anew each time
   */
  void compute(UnaryOperator<HostBuffer> function, Map<TensorType, HostBuffer> batches) {
    try {
      if (requests.size() == 1) {
        alone(requests.getFirst(), function);
      } else {
        together(function, batches);
      }
    } finally {
      requests.forEach(
          request ->
              request.answer.completeExceptionally(
                  new IllegalStateException("the batch of this request was given up")));
    }
  }

  private void together(UnaryOperator<HostBuffer> function, Map<TensorType, HostBuffer> batches) {
    HostBuffer results;
    try {
      results = function.apply(batch(batches));
    } catch (RuntimeException _) {
      // Whose fault it is shows when each is computed alone.
      requests.forEach(request -> alone(request, function));
      return;
    }
    int place = 0;
    for (Request request : requests) {
      request.answer.complete(rows(results, place, request.count()));
      place += request.count();
    }
  }

  private static void alone(Request request, UnaryOperator<HostBuffer> function) {
    try {
      request.answer.complete(function.apply(request.rows));
    } catch (RuntimeException e) {
      request.answer.completeExceptionally(e);
    }
  }

  /** All rows, and as many empty ones as a size for which there is a plan needs. */
  private HostBuffer batch(Map<TensorType, HostBuffer> batches) {
    int step = Math.ceilDiv(rows, SIZES);
    int size = Math.min(rows, Math.ceilDiv(taken, step) * step);
    TensorType type = row.with(row.shape().with(0, size));
    HostBuffer batch = batches.computeIfAbsent(type, HostBuffer::allocate);
    long offset = 0;
    for (Request request : requests) {
      MemorySegment data = request.rows.data();
      MemorySegment.copy(data, 0, batch.data(), offset, data.byteSize());
      offset += data.byteSize();
    }
    return batch;
  }

  private static HostBuffer rows(HostBuffer all, int from, int count) {
    TensorType type = all.type().with(all.type().shape().with(0, count));
    long bytes = all.type().bytes() / all.type().shape().dim(0);
    return new HostBuffer(type, all.data().asSlice(from * bytes, count * bytes));
  }
}
