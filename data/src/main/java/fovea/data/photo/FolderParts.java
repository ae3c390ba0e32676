package fovea.data.photo;

import fovea.data.pixels.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The folders of a folder that are parts of a data set, by their names and by what is in them: a
 * part has a folder for each class, a class that happens to be called {@code train} has photos.
 *
 * @param parts the folder of each part, in which those of the classes lie; none if there are none
 * @param notes what was left alone
 */
record FolderParts(Map<PhotoPart, Path> parts, List<String> notes) {

  private static final FolderParts NONE = new FolderParts(Map.of(), List.of());

  /** The parts in {@code folder}. */
  static FolderParts in(Path folder) throws IOException {
    List<Path> all = FolderScan.candidates(folder);
    SequencedMap<String, List<Path>> byRest = new LinkedHashMap<>();
    for (Path entry : all) {
      name(entry)
          .ifPresent(
              name -> byRest.computeIfAbsent(name.rest(), _ -> new ArrayList<>()).add(entry));
    }
    List<FolderParts> found = new ArrayList<>();
    for (var group : byRest.entrySet()) {
      FolderParts parts = of(group.getValue(), group.getKey().isEmpty(), all);
      if (!parts.parts().isEmpty()) {
        found.add(parts);
      }
    }
    if (found.size() > 1) {
      throw ambiguous(
          folder, found.stream().map(parts -> parts.parts().values().iterator().next()).toList());
    }
    return found.isEmpty() ? NONE : found.getFirst();
  }

  /** What a folder has if its photos are parted, but not sorted into classes. */
  static void refuseUnsorted(Path folder) throws IOException {
    List<PartName> names = new ArrayList<>();
    List<Path> holders = new ArrayList<>();
    for (Path entry : FolderScan.candidates(folder)) {
      if (Pictures.areBelow(entry)) {
        Optional<PartName> name = name(entry);
        if (name.isEmpty()) {
          return;
        }
        names.add(name.get());
        holders.add(entry);
      }
    }
    if (names.stream().map(PartName::part).distinct().count() > 1
        && names.stream().map(PartName::rest).distinct().count() == 1) {
      throw new DataException(
          folder.toString(),
          "expected a sub-folder for each class in %s, found photos".formatted(names(holders)),
          "Sort the photos of each part into folders that have the names of the classes");
    }
  }

  private static FolderParts of(List<Path> group, boolean plain, List<Path> all)
      throws IOException {
    Map<PhotoPart, Path> parts = new EnumMap<>(PhotoPart.class);
    List<String> notes = new ArrayList<>();
    boolean sorted = false;
    for (Path entry : group) {
      PhotoPart part = name(entry).orElseThrow().part();
      Path inner = unwrapped(entry);
      if (isSorted(inner)) {
        sorted = true;
        put(parts, part, inner);
      } else if (part == PhotoPart.TEST && Pictures.areBelow(entry)) {
        notes.add(entry + " has no folders of classes and is left alone");
      } else if (Pictures.areBelow(entry)) {
        put(parts, part, entry);
      }
    }
    if (!sorted || (group.size() < all.size() && !parts.containsKey(PhotoPart.TRAIN))) {
      return NONE;
    }
    List<Path> beside = new ArrayList<>();
    for (Path entry : all) {
      if (!group.contains(entry) && Pictures.areBelow(entry)) {
        beside.add(entry);
      }
    }
    beside.forEach(entry -> notes.add(entry + " lies beside the parts and is left alone"));
    boolean accepted = (plain && beside.isEmpty()) || shareClasses(parts);
    return accepted ? new FolderParts(parts, notes) : NONE;
  }

  private static void put(Map<PhotoPart, Path> parts, PhotoPart part, Path folder) {
    Path other = parts.put(part, folder);
    if (other != null) {
      throw ambiguous(folder.resolveSibling(""), List.of(other, folder));
    }
  }

  /** Whether training photos and those of another part have a class in common. */
  private static boolean shareClasses(Map<PhotoPart, Path> parts) {
    Optional<Path> train = Optional.ofNullable(parts.get(PhotoPart.TRAIN));
    return train.stream()
        .flatMap(
            folder ->
                parts.values().stream()
                    .filter(other -> !other.equals(folder))
                    .map(
                        other ->
                            Collections.disjoint(
                                FolderScan.folders(folder), FolderScan.folders(other))))
        .anyMatch(disjoint -> !disjoint);
  }

  /** {@code train/train} and {@code train/images} stand for {@code train}. */
  private static Path unwrapped(Path part) throws IOException {
    List<Path> inner = FolderScan.candidates(part);
    if (inner.size() != 1 || Pictures.areIn(part)) {
      return part;
    }
    String name = inner.getFirst().getFileName().toString();
    boolean wraps = PartName.of(name).isPresent() || PartName.saysNothing(name);
    return wraps && isSorted(inner.getFirst()) ? inner.getFirst() : part;
  }

  /** Whether there are folders of classes, beside which a picture or two may lie. */
  private static boolean isSorted(Path part) throws IOException {
    int folders = FolderScan.candidates(part).size();
    return folders > 1 || (folders == 1 && !Pictures.areIn(part));
  }

  private static Optional<PartName> name(Path folder) {
    return PartName.of(folder.getFileName().toString());
  }

  private static DataException ambiguous(Path folder, List<Path> found) {
    return new DataException(
        folder.toString(),
        "expected one folder of each part, found " + names(found),
        "Name one of them instead, or join them");
  }

  private static String names(List<Path> folders) {
    return String.join(
        " and ", folders.stream().map(folder -> folder.getFileName().toString()).toList());
  }
}
