package fovea.data.duplicate;

import fovea.data.photo.PhotoFiles;
import fovea.data.photo.PhotoProgress;
import fovea.data.photo.SkippedFile;
import fovea.data.picture.PictureFile;
import fovea.data.pixels.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The photos of folders that show the same.
 *
 * @param files that could be decoded
 * @param groups indices of {@code files}
 * @param skipped files that are no pictures, or could not be decoded
 */
public record PhotoDuplicates(
    List<Path> files, List<DuplicateGroup> groups, List<SkippedFile> skipped) {

  /** Copies the lists. */
  public PhotoDuplicates {
    files = List.copyOf(files);
    groups = List.copyOf(groups);
    skipped = List.copyOf(skipped);
  }

  /** What became of a file. */
  private record Read(Path file, Optional<Fingerprint> print, String problem) {}

  /**
   * Decodes all photos on all processors, and compares them; of each only a fingerprint is kept.
   *
   * @param progress is told after each
   */
  public static PhotoDuplicates of(PhotoFiles photos, PhotoProgress progress) {
    var told =
        new Object() {
          private int done;

          synchronized void next() {
            progress.update(++done, photos.files().size());
          }
        };
    List<Read> all =
        IntStream.range(0, photos.files().size())
            .parallel()
            .mapToObj(
                i -> {
                  Read read = read(photos.files().get(i));
                  told.next();
                  return read;
                })
            .toList();
    List<Path> files = new ArrayList<>();
    List<Fingerprint> prints = new ArrayList<>();
    List<SkippedFile> skipped = new ArrayList<>(photos.skipped());
    for (Read read : all) {
      read.print()
          .ifPresentOrElse(
              print -> {
                files.add(read.file());
                prints.add(print);
              },
              () -> skipped.add(new SkippedFile(read.file(), read.problem())));
    }
    return new PhotoDuplicates(files, DuplicateSearch.groups(prints), skipped);
  }

  /** The files of a group. */
  public List<Path> files(DuplicateGroup group) {
    return group.members().stream().map(files::get).toList();
  }

  private static Read read(Path file) {
    try {
      var print = Fingerprint.of(PictureFile.decode(file).picture());
      return new Read(file, Optional.of(print), "");
    } catch (DataException e) {
      return new Read(file, Optional.empty(), e.problem());
    } catch (OutOfMemoryError e) {
      return new Read(file, Optional.empty(), "is too large for the memory of this process");
    }
  }
}
