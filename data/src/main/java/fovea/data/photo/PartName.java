package fovea.data.photo;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The name of a folder that says which part of a data set is in it: {@code train}, {@code Training
 * Set}, {@code val_images}, {@code test2017}, {@code seg_train}.
 *
 * @param part that it names
 * @param rest the other words of the name, without those that say nothing; parts that belong
 *     together have the same
 */
record PartName(PhotoPart part, String rest) {

  private static final Set<String> SAY_NOTHING =
      Set.of(
          "dataset",
          "datasets",
          "data",
          "set",
          "sets",
          "split",
          "splits",
          "part",
          "images",
          "image",
          "imgs",
          "img",
          "photos",
          "photo",
          "pictures",
          "picture",
          "pics",
          "samples",
          "files",
          "folder",
          "dir",
          "class",
          "classes",
          "new",
          "all");

  /** The part that the name of a folder says; empty if it says none, or several. */
  static Optional<PartName> of(String folder) {
    var parts = EnumSet.noneOf(PhotoPart.class);
    var rest = new StringBuilder();
    for (String word : words(folder)) {
      Optional<PhotoPart> part = PhotoPart.of(withoutEnding(word));
      part.ifPresent(parts::add);
      if (part.isEmpty() && !SAY_NOTHING.contains(word)) {
        rest.append(word).append(' ');
      }
    }
    return parts.size() == 1
        ? Optional.of(new PartName(parts.iterator().next(), rest.toString()))
        : Optional.empty();
  }

  /** Whether a name says nothing of what is in the folder, as {@code images}. */
  static boolean saysNothing(String folder) {
    return SAY_NOTHING.containsAll(words(folder));
  }

  /** Words in lower case; digits and what is between words are left out. */
  private static List<String> words(String folder) {
    String spaced = folder.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", " ");
    return List.of(spaced.toLowerCase(Locale.ROOT).split("[^\\p{L}]+", -1)).stream()
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Without a second word that is written together with the first, as in {@code trainset}. */
  private static String withoutEnding(String word) {
    return SAY_NOTHING.stream()
        .filter(word::endsWith)
        .map(ending -> word.substring(0, word.length() - ending.length()))
        .filter(start -> PhotoPart.of(start).isPresent())
        .findFirst()
        .orElse(word);
  }
}
