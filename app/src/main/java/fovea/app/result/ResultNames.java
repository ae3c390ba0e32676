package fovea.app.result;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Names of folders and files of results. */
public final class ResultNames {

  /** Longer names are cut, since files have names of at most 255 bytes. */
  private static final int LONGEST = 40;

  private ResultNames() {}

  /** A short name of a model, from its file or from that of published weights. */
  public static String model(String source) {
    return Files.exists(Path.of(source)) ? stem(Path.of(source)) : source.replace('/', '-');
  }

  /** What the names of the files of each picture begin with: all different. */
  public static List<String> stems(List<Path> pictures) {
    List<String> stems = new ArrayList<>();
    for (Path picture : pictures) {
      String stem = stem(picture);
      String free = stem;
      for (int number = 2; stems.contains(free); number++) {
        free = stem + "-" + number;
      }
      stems.add(free);
    }
    return stems;
  }

  /** What is part of a name: characters that have a meaning in paths become dashes. */
  public static String part(String text) {
    return shortened(text.replaceAll("[\\s/\\\\:]+", "-"));
  }

  /** The name of a file without its folders and its ending. */
  public static String stem(Path file) {
    Path last = file.toAbsolutePath().normalize().getFileName();
    String name = last == null ? "root" : last.toString();
    int dot = name.lastIndexOf('.');
    return shortened(dot > 0 ? name.substring(0, dot) : name);
  }

  private static String shortened(String text) {
    int length = Math.min(text.codePointCount(0, text.length()), LONGEST);
    return text.substring(0, text.offsetByCodePoints(0, length));
  }
}
