package fovea.explain.source;

import fovea.data.pixels.DataException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Pictures as batches of a network's input. Threads of their own read the next batch while the last
 * one is used. All batches have the same size; rows beyond the last picture hold whatever.
 */
public final class InputBatches implements AutoCloseable {

  /** Why a picture is left out if there was no memory for it. */
  private static final String TOO_LARGE = "is too large for the memory of this process";

  private final PictureSource pictures;
  private final int[] rows;
  private final int size;
  private final HostBuffer[] slots = new HostBuffer[2];
  private final ExecutorService workers;
  private List<Future<Read>> reading = List.of();
  private int asked;
  private int given;

  /**
   * Batches of {@code input}.
   *
   * @param rows index of the picture in each row; the same one may come several times in a row
   * @param input {@code [n, c, h, w]}
   */
  public InputBatches(PictureSource pictures, int[] rows, TensorType input) {
    this.pictures = pictures;
    this.rows = rows.clone();
    this.size = input.shape().dim(0);
    for (int i = 0; i < slots.length; i++) {
      slots[i] = HostBuffer.allocate(input);
    }
    int threads = Math.clamp(size, 1, Runtime.getRuntime().availableProcessors());
    this.workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("fovea-pictures-", 0).factory());
    ask();
  }

  /**
   * A batch; valid until the next one is asked for.
   *
   * @param input {@code [n, c, h, w]}
   * @param from the first of its rows among all
   * @param pictures in its rows, in their order
   */
  public record Filled(HostBuffer input, int from, List<Read> pictures) {

    /** Copies the list. */
    public Filled {
      pictures = List.copyOf(pictures);
    }
  }

  /**
   * A picture that was read, or not.
   *
   * @param picture index of it
   * @param rows number of rows that it fills
   * @param warnings what is wrong with it
   * @param problem why it could not be read; none if it was
   */
  public record Read(
      int picture, int rows, List<String> warnings, Optional<DataException> problem) {

    /** Copies the list. */
    public Read {
      warnings = List.copyOf(warnings);
    }
  }

  /** Whether there is another batch. */
  public boolean hasNext() {
    return given < rows.length;
  }

  /** The next batch. */
  public Filled next() {
    List<Read> read = await();
    int from = given;
    HostBuffer slot = slots[from / size % 2];
    given = Math.min(from + size, rows.length);
    ask();
    return new Filled(slot, from, read);
  }

  private List<Read> await() {
    List<Read> read = new ArrayList<>();
    try {
      for (Future<Read> future : reading) {
        read.add(future.get());
      }
      return read;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException(
          pictures.name(), "the decoding of pictures was interrupted", "Start again");
    } catch (ExecutionException e) {
      throw new IllegalStateException("pictures cannot be decoded", e.getCause());
    }
  }

  /** Begins to read the next batch. */
  private void ask() {
    MemorySegment target = slots[asked / size % 2].data();
    int end = Math.min(asked + size, rows.length);
    SequencedMap<Integer, Integer> counts = new LinkedHashMap<>();
    for (int row = asked; row < end; row++) {
      counts.merge(rows[row], 1, Integer::sum);
    }
    List<Future<Read>> futures = new ArrayList<>();
    int first = 0;
    for (var entry : counts.entrySet()) {
      var wanted = new Read(entry.getKey(), entry.getValue(), List.of(), Optional.empty());
      int row = first;
      futures.add(workers.submit(() -> read(wanted, target, row)));
      first += wanted.rows();
    }
    reading = futures;
    asked = end;
  }

  private Read read(Read wanted, MemorySegment target, int row) {
    long bytes = target.byteSize() / size;
    int picture = wanted.picture();
    try {
      List<String> warnings = pictures.write(picture, target, row * bytes);
      for (int i = 1; i < wanted.rows(); i++) {
        MemorySegment.copy(target, row * bytes, target, (row + i) * bytes, bytes);
      }
      return new Read(picture, wanted.rows(), warnings, Optional.empty());
    } catch (DataException e) {
      return new Read(picture, wanted.rows(), List.of(), Optional.of(e));
    } catch (OutOfMemoryError e) {
      var problem = new DataException(pictures.pictureName(picture), TOO_LARGE, "Leave it out");
      return new Read(picture, wanted.rows(), List.of(), Optional.of(problem));
    }
  }

  /** Ends the threads. */
  @Override
  public void close() {
    workers.shutdownNow();
  }
}
