package fovea.data.photo;

import fovea.data.photo.store.PictureBlock;
import fovea.data.photo.store.PictureStore;
import fovea.data.photo.store.StoredPictures;
import fovea.data.picture.DecodedPicture;
import fovea.data.picture.PictureFile;
import fovea.data.pixels.DataException;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Picture;
import fovea.data.resize.Geometry;
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
import java.util.function.UnaryOperator;

/** Decodes the photos of a folder on all processors. */
final class PhotoLoader {

  /** Why a photo is left out if there was no memory for it while others were decoded, too. */
  private static final String TOO_LARGE = "is too large for the memory of this process";

  private final PhotoFolder folder;
  private final Geometry geometry;
  private final UnaryOperator<Picture> fitting;
  private final PhotoProgress progress;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicReferenceArray<Outcome> outcomes;
  private final PictureStore store;
  private int done;

  /**
   * Prepares it.
   *
   * @param geometry of the set
   * @param fitting makes what is stored of a decoded photo
   * @param progress is told after each
   */
  PhotoLoader(
      PhotoFolder folder,
      Geometry geometry,
      UnaryOperator<Picture> fitting,
      PhotoProgress progress) {
    int count = folder.photos().size();
    this.folder = folder;
    this.geometry = geometry;
    this.fitting = fitting;
    this.progress = progress;
    this.outcomes = new AtomicReferenceArray<>(count);
    long bytes = (long) count * geometry.picture().values();
    this.store = new PictureStore(bytes, PictureBlock.memoryLimit());
  }

  /** What became of a photo. */
  private sealed interface Outcome {

    /** It can be shown, although something may be wrong with it. */
    record Shown(StoredPictures.Stored picture, List<String> warnings) implements Outcome {}

    /** It cannot be shown. */
    record Skipped(String problem) implements Outcome {}
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
      throw e.getCause() instanceof DataException noRoom
          ? noRoom
          : new IllegalStateException("photos cannot be decoded", e.getCause());
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
    Picture fitted;
    List<String> warnings;
    try {
      DecodedPicture decoded = PictureFile.decode(folder.photos().get(index).file());
      fitted = fitting.apply(decoded.picture());
      warnings = decoded.warnings();
    } catch (DataException e) {
      return new Outcome.Skipped(e.problem());
    } catch (OutOfMemoryError e) {
      return new Outcome.Skipped(TOO_LARGE);
    }
    return new Outcome.Shown(store.put(fitted), warnings);
  }

  private synchronized void report() {
    done++;
    progress.update(done, folder.photos().size());
  }

  private PhotoSet collect() {
    List<Photo> kept = new ArrayList<>();
    List<StoredPictures.Stored> pictures = new ArrayList<>();
    List<SkippedFile> skipped = new ArrayList<>(folder.skipped());
    List<DamagedFile> damaged = new ArrayList<>();
    for (int i = 0; i < folder.photos().size(); i++) {
      Photo photo = folder.photos().get(i);
      switch (finalOutcome(i)) {
        case Outcome.Skipped(String problem) -> skipped.add(new SkippedFile(photo.file(), problem));
        case Outcome.Shown(StoredPictures.Stored picture, List<String> warnings) -> {
          if (!warnings.isEmpty()) {
            damaged.add(new DamagedFile(photo.file(), warnings));
          }
          kept.add(photo);
          pictures.add(picture);
        }
      }
    }
    checkClasses(kept);
    return new PhotoSet(
        info(kept.size()),
        kept,
        new PhotoSet.Defects(skipped, damaged),
        new StoredPictures(pictures, geometry));
  }

  /** What lacked memory is tried again: the others have left it by now. */
  private Outcome finalOutcome(int index) {
    Outcome outcome = outcomes.get(index);
    return outcome.equals(new Outcome.Skipped(TOO_LARGE)) ? decode(index) : outcome;
  }

  private void checkClasses(List<Photo> kept) {
    if (folder.classes().isEmpty() && kept.isEmpty()) {
      throw new DataException(
          folder.root().toString(),
          "expected pictures, found none that can be read",
          "Name a folder that has some");
    }
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
    return new DataInfo(
        Optional.ofNullable(folder.root().getFileName()).map(Object::toString).orElse("photos"),
        String.format(Locale.ROOT, "%,d photos of %s", size, folder.root()),
        geometry.picture(),
        folder.classes(),
        geometry.framing());
  }
}
