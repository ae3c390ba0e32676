package fovea.data.photo;

import fovea.data.pixels.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Training photos and validation photos.
 *
 * @param layout where they lie
 * @param train training photos
 * @param validation validation photos of the same classes; none if they are yet to be chosen
 */
public record PhotoFolders(PhotoLayout layout, PhotoFolder train, PhotoFolder validation) {

  /**
   * Looks into a folder that has a sub-folder for each class, or folders for training and
   * validation that have, as {@link PhotoLayout} finds them. Test photos beside them are left
   * alone.
   *
   * @throws DataException as {@link PhotoLayout#of}, {@link PhotoFolder#scan} and {@link
   *     PhotoFolder#scanLike}
   */
  public static PhotoFolders of(Path root) {
    PhotoLayout layout = PhotoLayout.of(root);
    PhotoFolder train = PhotoFolder.scan(layout.training());
    PhotoFolder validation =
        layout
            .part(PhotoPart.VALIDATION)
            .map(train::scanLike)
            .orElseGet(() -> new PhotoFolder(train.root(), train.classes(), List.of(), List.of()));
    return new PhotoFolders(layout, train, validation);
  }

  /** The folder that was named by the user. */
  public Path root() {
    return layout.root();
  }

  /** Whether there are validation photos. */
  public boolean hasValidation() {
    return !validation.photos().isEmpty();
  }

  /** The folder of test photos of the same classes, if there is one. */
  public Optional<Path> test() {
    return layout
        .part(PhotoPart.TEST)
        .filter(folder -> train.classes().containsAll(FolderScan.classes(folder)));
  }

  /**
   * What a user would want to know of where photos come from, a sentence each, without full stop.
   */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(layout.notes());
    layout
        .part(PhotoPart.TEST)
        .ifPresent(
            folder ->
                notes.add(
                    folder
                        + (test().isPresent()
                            ? " is left alone now: evaluate judges by it"
                            : " has other classes and is left alone")));
    return notes;
  }

  /** The same training photos, with the validation photos of another folder. */
  public PhotoFolders validation(Path folder) {
    return new PhotoFolders(unlike(folder), train, train.scanLike(folder));
  }

  /**
   * A part of the training photos becomes validation photos.
   *
   * @param fraction of each class, from 0 to 1
   * @param seed decides which
   */
  public PhotoFolders split(double fraction, long seed) {
    PhotoFolder.Parts parts = train.stratifiedSplit(fraction, seed);
    var kept =
        new PhotoFolder(train.root(), train.classes(), parts.second().photos(), train.skipped());
    PhotoLayout noted =
        unlike(train.root())
            .note(
                String.format(
                    Locale.ROOT,
                    "a share of %s of each class in %s is held back for validation",
                    fraction,
                    train.root()));
    return new PhotoFolders(noted, kept, parts.first());
  }

  /** The layout, with a note if its validation photos are not used. */
  private PhotoLayout unlike(Path used) {
    return layout
        .part(PhotoPart.VALIDATION)
        .filter(folder -> !folder.toAbsolutePath().equals(used.toAbsolutePath()))
        .map(folder -> layout.note(folder + " is left alone: other photos are used for validation"))
        .orElse(layout);
  }
}
