package fovea.data.photo;

import fovea.data.PictureSet;
import fovea.data.photo.store.StoredPictures;
import fovea.data.pixels.DataInfo;
import fovea.data.pixels.Picture;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Decoded photos, all of one size; made by {@link PhotoFolder#load}. Those made by {@link
 * PhotoFolder#loadWhole} are kept whole besides, for augmentation before the crop.
 */
public final class PhotoSet implements PictureSet {

  private final DataInfo info;
  private final List<Photo> photos;
  private final Defects defects;
  private final StoredPictures pictures;
  private List<PixelDigest> digests = List.of();

  /** Takes one picture for each photo. */
  PhotoSet(DataInfo info, List<Photo> photos, Defects defects, StoredPictures pictures) {
    this.info = info;
    this.photos = List.copyOf(photos);
    this.defects = defects;
    this.pictures = pictures;
  }

  /**
   * Files with which something is wrong.
   *
   * @param skipped those that are left out
   * @param damaged those that are used nevertheless
   */
  record Defects(List<SkippedFile> skipped, List<DamagedFile> damaged) {

    Defects {
      skipped = List.copyOf(skipped);
      damaged = List.copyOf(damaged);
    }
  }

  @Override
  public DataInfo info() {
    return info;
  }

  @Override
  public int size() {
    return photos.size();
  }

  @Override
  public int label(int index) {
    return photos.get(index).label();
  }

  @Override
  public String source(int index) {
    return photos.get(index).file().toString();
  }

  @Override
  public void copyPicture(int index, MemorySegment target, long offset) {
    pictures.copyFitted(index, target, offset);
  }

  @Override
  public Picture wholePicture(int index) {
    return pictures.whole(index);
  }

  /** The file that a picture comes from. */
  public Photo photo(int index) {
    return photos.get(index);
  }

  /** Files that could not be decoded, and those that the folder had skipped before. */
  public List<SkippedFile> skipped() {
    return defects.skipped();
  }

  /** Files that were decoded although something is wrong with them, such as corrupt data. */
  public List<DamagedFile> damaged() {
    return defects.damaged();
  }

  /**
   * Photos that are in both sets, found by SHA-256 of their pixels after scaling: copies of a file
   * and files that differ in their notes only. What is in both sets is learned by heart, and to be
   * judged by it says nothing.
   */
  public List<Leak> leaks(PhotoSet validation) {
    Map<PixelDigest, Photo> known = new HashMap<>();
    List<PixelDigest> own = digests();
    for (int i = 0; i < size(); i++) {
      known.putIfAbsent(own.get(i), photos.get(i));
    }
    List<Leak> leaks = new ArrayList<>();
    List<PixelDigest> others = validation.digests();
    for (int i = 0; i < validation.size(); i++) {
      Photo twin = known.get(others.get(i));
      if (twin != null) {
        leaks.add(new Leak(twin, validation.photo(i)));
      }
    }
    return leaks;
  }

  /** What each picture shows, by index. */
  public synchronized List<PixelDigest> digests() {
    if (digests.size() < size()) {
      digests = IntStream.range(0, size()).mapToObj(i -> PixelDigest.of(picture(i))).toList();
    }
    return digests;
  }

  /** Whether a network is to give numbers for each photo, not a class. */
  public boolean hasTargets() {
    return !photos.isEmpty() && !photos.getFirst().target().isEmpty();
  }

  /** The numbers that a network is to give for each photo, by index. */
  public List<List<Float>> targets() {
    return photos.stream().map(Photo::target).toList();
  }

  /** Number of photos of each class. */
  public int[] counts() {
    int[] counts = new int[info.classes().size()];
    photos.stream()
        .filter(photo -> photo.label() != PictureSet.UNLABELLED)
        .forEach(photo -> counts[photo.label()]++);
    return counts;
  }
}
