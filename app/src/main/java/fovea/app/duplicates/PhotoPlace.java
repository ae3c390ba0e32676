package fovea.app.duplicates;

import fovea.data.photo.PhotoLayout;
import fovea.data.photo.PhotoPart;
import fovea.data.pixels.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a photo lies.
 *
 * @param part of the data set, or the folder that was named; empty if there is but one
 * @param label name of the class, the folder within the part; empty if there is none
 */
public record PhotoPlace(String part, String label) {

  /** Folders in which those of classes lie, the innermost first. */
  public record Folders(List<Map.Entry<Path, String>> parts) {

    /** Copies the list. */
    public Folders {
      parts = List.copyOf(parts);
    }

    /** Those of the folders that a user has named. */
    public static Folders of(List<Path> roots) {
      List<Map.Entry<Path, String>> parts = new ArrayList<>();
      for (Path root : roots) {
        String name = roots.size() == 1 ? "" : root.toString();
        layout(root)
            .ifPresentOrElse(
                layout -> {
                  for (PhotoPart part : PhotoPart.values()) {
                    layout
                        .part(part)
                        .ifPresent(
                            folder -> parts.add(Map.entry(folder, (name + " " + part).strip())));
                  }
                  parts.add(Map.entry(layout.folder(), name));
                },
                () -> parts.add(Map.entry(root, name)));
      }
      return new Folders(parts);
    }

    /** The place of a file. */
    public PhotoPlace place(Path file) {
      for (var part : parts) {
        if (file.startsWith(part.getKey())) {
          Path below = part.getKey().relativize(file);
          String label = below.getNameCount() > 1 ? below.getName(0).toString() : "";
          return new PhotoPlace(part.getValue(), label);
        }
      }
      return new PhotoPlace("", "");
    }

    /** Photos that are not sorted into classes are compared as well. */
    private static Optional<PhotoLayout> layout(Path root) {
      try {
        return Optional.of(PhotoLayout.of(root));
      } catch (DataException _) {
        return Optional.empty();
      }
    }
  }
}
