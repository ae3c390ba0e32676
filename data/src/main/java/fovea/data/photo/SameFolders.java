package fovea.data.photo;

import fovea.data.pixels.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Finds "classes" that are none: folders without photos of their own that all hold the same
 * folders, such as two years of cats and dogs.
 */
final class SameFolders {

  private static final int NAMED = 3;

  private SameFolders() {}

  /**
   * Refuses a folder whose classes would be of that kind.
   *
   * @throws DataException if they are
   */
  static void refuse(Path root) {
    try {
      refuseSame(root);
    } catch (IOException e) {
      throw FolderScan.unreadable(root, e);
    }
  }

  private static void refuseSame(Path root) throws IOException {
    List<Path> holders = new ArrayList<>();
    List<List<String>> inner = new ArrayList<>();
    for (Path entry : FolderScan.candidates(root)) {
      List<String> held = FolderScan.classes(entry);
      if (held.isEmpty() ? Pictures.areBelow(entry) : Pictures.areIn(entry)) {
        return;
      }
      if (!held.isEmpty()) {
        holders.add(entry);
        inner.add(held);
      }
    }
    List<String> most = inner.stream().max(Comparator.comparingInt(List::size)).orElse(List.of());
    if (holders.size() < 2 || most.size() < 2 || !inner.stream().allMatch(most::containsAll)) {
      return;
    }
    throw refusal(root, holders.stream().map(h -> h.getFileName().toString()).toList(), most);
  }

  private static DataException refusal(Path root, List<String> outer, List<String> inner) {
    String found =
        "expected a sub-folder for each class, found %s, which hold the same folders, %s"
            .formatted(named(outer), named(inner));
    boolean turned =
        Collections.disjoint(outer, inner)
            && inner.stream().allMatch(name -> PartName.of(name).isPresent());
    return turned
        ? new DataException(
            root.toString(),
            found + ": these look like parts within classes",
            "Put the classes into the parts, as %s/%s"
                .formatted(inner.getFirst(), outer.getFirst()))
        : new DataException(
            root.toString(),
            found + ": these look like the classes, and those around them like parts of a data set",
            ("Call the parts train and val, or join them into one folder for each class; if %s are"
                    + " the classes, put their photos right into their folders")
                .formatted(named(outer)));
  }

  private static String named(List<String> names) {
    return names.size() > NAMED
        ? String.join(", ", names.subList(0, NAMED)) + " …"
        : String.join(" and ", names);
  }
}
