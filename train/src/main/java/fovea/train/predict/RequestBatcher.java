package fovea.train.predict;

import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import fovea.train.internal.SettingChecks;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * Makes one batch of what several threads ask for at about the same time. There is no thread behind
 * it and nothing to close: the first of them waits for the others a little, then computes for all;
 * while one batch is computed, the next one gathers. Threads beyond {@value #WAITING} batches wait
 * until there is room.
 */
final class RequestBatcher {
  private static final int WAITING = 64;

  private final UnaryOperator<HostBuffer> function;
  private final int rows;
  private final Duration wait;

  /** Requests by the type of one row; only those of one type fit into one batch. */
  private final Map<TensorType, RequestGroup> open = new HashMap<>();

  /** Memory of the latest batches, by their type. */
  private final Map<TensorType, HostBuffer> batches =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TensorType, HostBuffer> eldest) {
          return size() > RequestGroup.SIZES;
        }
      };

  private final ReentrantLock gathering = new ReentrantLock();
  private final ReentrantLock computing = new ReentrantLock(true);
  private final Semaphore room;

  /**
   * Around a function of rows, which gives one row for each.
   *
   * @param rows of a full batch
   * @param wait how long the first request waits for others
   * @throws FoveaException if the batch has no row, or the time is below 0
   */
  RequestBatcher(UnaryOperator<HostBuffer> function, int rows, Duration wait) {
    SettingChecks.atLeast("pictures in a batch", rows, 1);
    if (wait.isNegative()) {
      throw FoveaException.at("wait", "expected 0 or more, found " + wait, "choose another time");
    }
    this.function = function;
    this.rows = rows;
    this.wait = wait;
    this.room = new Semaphore(Math.multiplyExact(rows, WAITING), true);
  }

  /** The same for another function. */
  RequestBatcher of(UnaryOperator<HostBuffer> other) {
    return new RequestBatcher(other, rows, wait);
  }

  /**
   * What the function gives for {@code request}, {@code [n, …]}.
   *
   * @throws RuntimeException what the function throws for these rows
   */
  HostBuffer call(HostBuffer request) {
    if (request.type().shape().dim(0) >= rows) {
      return function.apply(request);
    }
    room.acquireUninterruptibly();
    try {
      return gathered(request);
    } finally {
      room.release();
    }
  }

  private HostBuffer gathered(HostBuffer request) {
    TensorType row = request.type().with(request.type().shape().with(0, 1));
    int count = request.type().shape().dim(0);
    boolean first = false;
    RequestGroup group;
    RequestGroup.Request mine;
    gathering.lock();
    try {
      group = open.get(row);
      if (group != null && !group.hasRoom(count)) {
        group.close();
        group = null;
      }
      if (group == null) {
        first = true;
        group = new RequestGroup(row, rows);
        open.put(row, group);
      }
      mine = group.add(request);
      if (!group.hasRoom(1)) {
        open.remove(row, group);
        group.close();
      }
    } finally {
      gathering.unlock();
    }
    if (first) {
      lead(row, group);
    }
    return mine.result();
  }

  /** Waits for others, and computes for all; more may join while the batch before is computed. */
  private void lead(TensorType row, RequestGroup group) {
    group.awaitClosed(wait);
    computing.lock();
    try {
      gathering.lock();
      try {
        open.remove(row, group);
      } finally {
        gathering.unlock();
      }
      group.compute(function, batches);
    } finally {
      computing.unlock();
    }
  }
}
