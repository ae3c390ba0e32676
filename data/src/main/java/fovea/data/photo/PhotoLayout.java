package fovea.data.photo;

import fovea.data.pixels.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the classes of a folder of photos lie: in itself, or in parts whose names say what they are
 * for. The usual names in any case are known ({@code train}, {@code training}, {@code trn}; {@code
 * val}, {@code valid}, {@code validation}, {@code dev}, {@code eval}; {@code test}, {@code
 * testing}, {@code tst}), with words and digits that say nothing ({@code train_set}, {@code
 * ValImages}, {@code test2017}) and with words that all parts share ({@code seg_train}, {@code
 * seg_test}). A lone folder around them is seen through.
 *
 * @param root that was named by the user
 * @param folder the root, or a folder in it, in which the parts or the classes lie
 * @param parts the folder of each part; none if the classes lie in {@code folder} itself
 * @param notes what a user would want to know of it, a sentence each, without full stop
 */
public record PhotoLayout(Path root, Path folder, Map<PhotoPart, Path> parts, List<String> notes) {

  /** So many folders may lie around those of the parts or classes. */
  private static final int DEPTH = 3;

  /** Copies the collections. */
  public PhotoLayout {
    parts = Map.copyOf(parts);
    notes = List.copyOf(notes);
  }

  /**
   * Looks into a folder.
   *
   * @throws DataException if there is no such folder, it has two folders for one part, or parts
   *     whose photos are not sorted into classes
   */
  public static PhotoLayout of(Path root) {
    FolderScan.requireFolder(root);
    try {
      return find(root, root, DEPTH);
    } catch (IOException e) {
      throw FolderScan.unreadable(root, e);
    }
  }

  private static PhotoLayout find(Path root, Path folder, int depth) throws IOException {
    FolderParts found = FolderParts.in(folder);
    Optional<Path> inner = found.parts().isEmpty() && depth > 0 ? inner(folder) : Optional.empty();
    if (inner.isPresent()) {
      return find(root, inner.get(), depth - 1);
    }
    if (found.parts().isEmpty()) {
      FolderParts.refuseUnsorted(folder);
    }
    List<String> notes = new ArrayList<>();
    if (!folder.equals(root)) {
      notes.add("the photos are those in " + folder);
    }
    notes.addAll(found.notes());
    return new PhotoLayout(root, folder, found.parts(), notes);
  }

  /** The folder around which {@code folder} is a mere wrapper, as archives make them. */
  private static Optional<Path> inner(Path folder) throws IOException {
    if (Pictures.areIn(folder)) {
      return Optional.empty();
    }
    List<Path> parted = new ArrayList<>();
    List<Path> others = new ArrayList<>();
    for (Path entry : FolderScan.candidates(folder)) {
      if (leadsToParts(entry, DEPTH)) {
        parted.add(entry);
      } else if (others.size() < 2 && Pictures.areBelow(entry)) {
        others.add(entry);
      }
    }
    if (parted.size() == 1 && !others.isEmpty()) {
      throw new DataException(
          folder.toString(),
          "expected folders of classes, or training and validation photos, found both: %s has parts, %s lies beside it"
              .formatted(parted.getFirst().getFileName(), others.getFirst().getFileName()),
          "Name " + parted.getFirst() + " instead");
    }
    List<Path> inner = parted.isEmpty() ? others : parted;
    return inner.size() == 1 && isWrapper(inner.getFirst())
        ? Optional.of(inner.getFirst())
        : Optional.empty();
  }

  private static boolean leadsToParts(Path entry, int depth) throws IOException {
    if (!FolderParts.in(entry).parts().isEmpty()) {
      return true;
    }
    List<Path> inner = depth == 0 ? List.of() : FolderScan.candidates(entry);
    return inner.size() == 1 && leadsToParts(inner.getFirst(), depth - 1);
  }

  private static boolean isWrapper(Path inner) throws IOException {
    return !FolderScan.candidates(inner).isEmpty() && !Pictures.areIn(inner);
  }

  /** The folder of a part, if there is one. */
  public Optional<Path> part(PhotoPart part) {
    return Optional.ofNullable(parts.get(part));
  }

  /**
   * The folder of the classes to learn from.
   *
   * @throws DataException if there are parts, but no training photos
   */
  public Path training() {
    if (parts.isEmpty()) {
      return folder;
    }
    return part(PhotoPart.TRAIN)
        .orElseThrow(
            () -> {
              Path other = parts.values().iterator().next();
              return new DataException(
                  folder.toString(),
                  "expected training photos in a folder such as train, found only "
                      + other.getFileName(),
                  "Add them, or name %s if it is to be learned from".formatted(other));
            });
  }

  /**
   * The folder of the classes to judge a model by: the test photos, else the validation photos,
   * else all there are; the first of these that has no other classes than the model.
   *
   * @param classes of the model
   */
  public Path judging(List<String> classes) {
    var known = new HashSet<>(classes);
    List<Path> choice =
        parts.isEmpty()
            ? List.of(folder)
            : Stream.of(PhotoPart.TEST, PhotoPart.VALIDATION, PhotoPart.TRAIN)
                .flatMap(part -> part(part).stream())
                .toList();
    return choice.stream()
        .filter(path -> known.containsAll(FolderScan.classes(path)))
        .findFirst()
        .orElse(choice.getFirst());
  }

  /** The same, with one more note. */
  PhotoLayout note(String note) {
    return new PhotoLayout(
        root, folder, parts, Stream.concat(notes.stream(), Stream.of(note)).toList());
  }
}
