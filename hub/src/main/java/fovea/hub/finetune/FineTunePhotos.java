package fovea.hub.finetune;

import fovea.data.photo.DamagedFile;
import fovea.data.photo.Leak;
import fovea.data.photo.PhotoFolders;
import fovea.data.photo.PhotoSet;
import fovea.data.photo.SkippedFile;
import fovea.data.split.DataPart;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Decoded photos of a fine-tuning.
 *
 * @param folders which photo is in which part
 * @param train training photos
 * @param held photos of the parts that are held back, those for validation at least
 * @param alike photos that are held back and nearly the same as training photos; mere copies if
 *     there are more than {@link AlikePhotos#MOST} photos
 */
public record FineTunePhotos(
    PhotoFolders folders, PhotoSet train, Map<DataPart, PhotoSet> held, List<AlikePhotos> alike) {

  /** Copies the map. */
  public FineTunePhotos {
    var copy = new EnumMap<DataPart, PhotoSet>(DataPart.class);
    copy.putAll(held);
    held = Collections.unmodifiableMap(copy);
    alike = List.copyOf(alike);
  }

  /** Validation photos. */
  public PhotoSet validation() {
    return Objects.requireNonNull(held.get(DataPart.VALIDATION), "validation photos");
  }

  /** Files that could not be used. */
  public List<SkippedFile> skipped() {
    return all().flatMap(set -> set.skipped().stream()).toList();
  }

  /** Files that are used although something is wrong with them. */
  public List<DamagedFile> damaged() {
    return all().flatMap(set -> set.damaged().stream()).toList();
  }

  private Stream<PhotoSet> all() {
    return Stream.concat(Stream.of(train), held.values().stream());
  }

  /**
   * What to know before the start, a sentence each, without full stop: where the photos come from,
   * and for which classes there are few.
   */
  public List<String> notes() {
    return Stream.concat(folders.notes().stream(), PhotoNotes.of(this).stream()).toList();
  }

  /** Number of all photos. */
  public int size() {
    return all().mapToInt(PhotoSet::size).sum();
  }

  /** Photos that are in both parts: they make the accuracy higher than it is on new photos. */
  public List<Leak> leaks() {
    return train.leaks(validation());
  }
}
