package fovea.data.photo;

import fovea.data.pixels.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The picture files of folders of any kind, without labels: pictures may lie in a folder itself or
 * in folders within it, those of classes or others.
 *
 * @param name what people call them
 * @param files folder by folder, by name
 * @param skipped files that are no pictures
 */
public record PhotoFiles(String name, List<Path> files, List<SkippedFile> skipped) {

  /** Copies the lists. */
  public PhotoFiles {
    files = List.copyOf(files);
    skipped = List.copyOf(skipped);
  }

  /**
   * Looks at the first bytes of every file in the folders and below them; hidden files and the
   * folders of runs are left out.
   *
   * @throws DataException if there is no such folder, or no picture in all of them
   */
  public static PhotoFiles below(Path... folders) {
    List<FolderScan.Found> found = Arrays.stream(folders).map(PhotoFiles::scan).toList();
    List<Path> files = found.stream().flatMap(each -> each.pictures().stream()).toList();
    List<SkippedFile> skipped = found.stream().flatMap(each -> each.skipped().stream()).toList();
    String where = joined(Arrays.stream(folders).map(Path::toString));
    if (files.isEmpty()) {
      String others =
          skipped.isEmpty()
              ? "none"
              : String.format(
                  Locale.ROOT,
                  "only %,d other file%s, as %s",
                  skipped.size(),
                  skipped.size() == 1 ? "" : "s",
                  skipped.getFirst());
      throw new DataException(
          where, "expected a folder with pictures, found " + others, "Name one that has some");
    }
    return new PhotoFiles(joined(Arrays.stream(folders).map(PhotoFiles::last)), files, skipped);
  }

  private static FolderScan.Found scan(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          folder.toString(),
          "expected a folder of pictures, found " + (Files.exists(folder) ? "a file" : "none"),
          "Name one that has some");
    }
    return FolderScan.below(folder);
  }

  private static String last(Path folder) {
    return Optional.ofNullable(folder.getFileName()).orElse(folder).toString();
  }

  private static String joined(Stream<String> names) {
    return names.collect(Collectors.joining(", "));
  }
}
