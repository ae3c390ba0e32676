package fovea.data.photo;

import fovea.data.Preprocessing;
import fovea.data.picture.DecodedPicture;
import fovea.data.picture.Fitting;
import fovea.data.picture.PictureFile;
import fovea.data.pixels.DataException;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.PictureShape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Decodes the photos of a folder on all processors, each into its place of one block. */
final class PhotoLoader {

  /** Why a photo is left out if there was no memory for it while others were decoded, too. */
  private static final String TOO_LARGE = "is too large for the memory of this process";

  private final PhotoFolder folder;
  private final Preprocessing preprocessing;
  private final PhotoProgress progress;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReferenceArray<Outcome> outcomes;
  private final MemorySegment block;
  private final long bytes;
  private int done;

  PhotoLoader(PhotoFolder folder, Preprocessing preprocessing, PhotoProgress progress) {
    int count = folder.photos().size();
    this.folder = folder;
    this.preprocessing = preprocessing;
    this.progress = progress;
    this.outcomes = new AtomicReferenceArray<>(count);
    this.bytes = preprocessing.picture().values();
    this.block = PictureBlock.allocate(Math.max(1, count * bytes), PictureBlock.memoryLimit());
  }

  /** Why a photo cannot be shown, if so, and what is wrong with it if it can. */
  private record Outcome(Optional<String> problem, List<String> warnings) {

    static Outcome skipped(String problem) {
      return new Outcome(Optional.of(problem), List.of());
    }

    boolean lackedMemory() {
      return problem.filter(TOO_LARGE::equals).isPresent();
    }
  }

  PhotoSet load() {
    int threads = Math.clamp(folder.photos().size(), 1, Runtime.getRuntime().availableProcessors());
    try (ExecutorService workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("fovea-photos-", 0).factory())) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(workers.submit(this::work));
      }
      await(running);
    }
    return collect();
  }

  private void await(List<Future<?>> running) {
    try {
      for (Future<?> future : running) {
        future.get();
      }
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
      throw new DataException(
          folder.root().toString(), "the decoding of photos was interrupted", "Start again");
    } catch (ExecutionException e) {
      stop();
      throw new IllegalStateException("photos cannot be decoded", e.getCause());
    }
  }

  private void stop() {
    next.set(folder.photos().size());
  }

  private void work() {
    int count = folder.photos().size();
    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
      outcomes.set(i, decode(i));
      report();
    }
  }

  private Outcome decode(int index) {
    try {
      return new Outcome(Optional.empty(), place(index));
    } catch (DataException e) {
      return Outcome.skipped(e.problem());
    } catch (OutOfMemoryError e) {
      return Outcome.skipped(TOO_LARGE);
    }
  }

  private List<String> place(int index) {
    DecodedPicture decoded = PictureFile.decode(folder.photos().get(index).file());
    byte[] pixels = Fitting.fit(decoded.picture(), preprocessing).picture().pixels();
    MemorySegment.copy(MemorySegment.ofArray(pixels), 0, block, index * bytes, bytes);
    return decoded.warnings();
  }

  private synchronized void report() {
    done++;
    progress.update(done, folder.photos().size());
  }

  /** Moves the pictures together over the places of those that could not be decoded. */
  private PhotoSet collect() {
    List<Photo> kept = new ArrayList<>();
    List<SkippedFile> skipped = new ArrayList<>(folder.skipped());
    List<DamagedFile> damaged = new ArrayList<>();
    for (int i = 0; i < folder.photos().size(); i++) {
      Photo photo = folder.photos().get(i);
      Outcome outcome = outcomes.get(i);
      if (outcome.lackedMemory()) {
        // The others have left the memory by now.
        outcome = decode(i);
      }
      if (!outcome.warnings().isEmpty()) {
        damaged.add(new DamagedFile(photo.file(), outcome.warnings()));
      }
      if (outcome.problem().isPresent()) {
        skipped.add(new SkippedFile(photo.file(), outcome.problem().get()));
      } else {
        MemorySegment.copy(block, i * bytes, block, kept.size() * bytes, bytes);
        kept.add(photo);
      }
    }
    checkClasses(kept);
    return new PhotoSet(
        info(kept.size()),
        kept,
        new PhotoSet.Defects(skipped, damaged),
        block.asSlice(0, kept.size() * bytes));
  }

  private void checkClasses(List<Photo> kept) {
    for (int label = 0; label < folder.classes().size(); label++) {
      int wanted = label;
      if (folder.photos().stream().anyMatch(photo -> photo.label() == wanted)
          && kept.stream().noneMatch(photo -> photo.label() == wanted)) {
        throw new DataException(
            folder.root().resolve(folder.classes().get(label)).toString(),
            "expected pictures of a class, found none that can be read",
            "Remove the folder, or add photos");
      }
    }
  }

  private DataInfo info(int size) {
    PictureShape shape = preprocessing.picture();
    return new DataInfo(
        Optional.ofNullable(folder.root().getFileName()).map(Object::toString).orElse("photos"),
        String.format(Locale.ROOT, "%,d photos of %s", size, folder.root()),
        shape,
        folder.classes(),
        preprocessing.geometry().framing());
  }
}
