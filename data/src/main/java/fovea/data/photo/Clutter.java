package fovea.data.photo;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** What file managers, cameras and archives leave in folders: nobody's photos, counted nowhere. */
final class Clutter {

  private static final Set<String> NAMES =
      Set.of(
          "__macosx",
          "thumbs.db",
          "ehthumbs.db",
          "desktop.ini",
          "@eadir",
          "$recycle.bin",
          "system volume information",
          "lost+found");

  private Clutter() {}

  /** Whether a file or folder is of that kind: by its name, or since the name begins with a dot. */
  static boolean is(Path entry) {
    Path last = entry.getFileName();
    String name = last == null ? "" : last.toString();
    return name.startsWith(".") || NAMES.contains(name.toLowerCase(Locale.ROOT));
  }
}
