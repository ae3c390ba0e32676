package fovea.data.photo;

import fovea.data.pixels.DataException;
import fovea.data.split.DataPart;
import fovea.data.split.Grouping;
import fovea.data.split.RelativeName;
import fovea.data.split.SplitExamples;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which photos belong together, and whether those of one group are in one part. */
final class PhotoGroups {

  private PhotoGroups() {}

  /**
   * Photos as a split takes them, by their names below their folder.
   *
   * @throws DataException if groups are wanted, but no photo has one
   */
  static SplitExamples examples(PhotoFolder folder, Grouping grouping) {
    List<Optional<String>> groups = groups(folder, grouping);
    if (!grouping.isNone() && groups.stream().allMatch(Optional::isEmpty)) {
      String example =
          folder.photos().isEmpty() ? "none" : name(folder, folder.photos().getFirst());
      throw new DataException(
          "group",
          String.format(
              Locale.ROOT,
              "expected groups of photos, %s, found none of any of the %,d photos, such as %s",
              grouping.text(),
              folder.photos().size(),
              example),
          "Give a regular expression that matches their paths, or a table that names them");
    }
    return new SplitExamples(
        folder.photos().stream().map(photo -> name(folder, photo)).toList(),
        folder.photos().stream().map(Photo::label).toList(),
        groups,
        folder.classes());
  }

  /** What to know of the groups of all parts, a sentence each. */
  static List<String> notes(PhotoFolders folders) {
    Grouping grouping = folders.rule().grouping();
    if (grouping.isNone()) {
      return List.of();
    }
    Map<DataPart, Set<String>> found = new EnumMap<>(DataPart.class);
    int alone = 0;
    int all = 0;
    for (DataPart part : folders.parts()) {
      Set<String> names = new TreeSet<>();
      for (Optional<String> group : groups(folders.part(part), grouping)) {
        group.ifPresent(names::add);
        alone += group.isEmpty() ? 1 : 0;
        all++;
      }
      found.put(part, names);
    }
    List<String> notes = new ArrayList<>();
    long groups = found.values().stream().flatMap(Set::stream).distinct().count();
    notes.add(
        String.format(
            Locale.ROOT,
            "%,d groups of photos, %s%s",
            groups,
            grouping.text(),
            alone == 0
                ? ""
                : String.format(
                    Locale.ROOT, "; %,d of %,d photos have none and stand alone", alone, all)));
    Set<String> train = found.getOrDefault(DataPart.TRAIN, Set.of());
    found.forEach(
        (part, names) -> {
          Set<String> shared = new TreeSet<>(names);
          shared.retainAll(train);
          if (part != DataPart.TRAIN && !shared.isEmpty()) {
            notes.add(
                String.format(
                    Locale.ROOT,
                    "%,d of the %,d groups of the %s photos are among the training photos, too,"
                        + " such as %s: the accuracy is higher than on new groups",
                    shared.size(),
                    names.size(),
                    part,
                    shared.iterator().next()));
          }
        });
    return notes;
  }

  private static List<Optional<String>> groups(PhotoFolder folder, Grouping grouping) {
    return folder.photos().stream()
        .map(photo -> grouping.group(folder.root(), photo.file()))
        .toList();
  }

  private static String name(PhotoFolder folder, Photo photo) {
    return RelativeName.of(folder.root(), photo.file());
  }
}
