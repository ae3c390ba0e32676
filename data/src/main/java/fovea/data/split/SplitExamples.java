package fovea.data.split;

import fovea.data.DataSet;
import fovea.data.PictureSet;
import fovea.data.pixels.DataException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Examples as far as a split cares for them.
 *
 * @param names of the examples: the same name, the same part, in whatever order they come
 * @param labels their classes, from 0; all 0 where there are no classes
 * @param groups what belongs together, such as photos of one patient; an example without group
 *     stands alone
 * @param classes names of the classes, by label
 */
public record SplitExamples(
    List<String> names, List<Integer> labels, List<Optional<String>> groups, List<String> classes) {

  /**
   * Copies the lists.
   *
   * @throws DataException if there are not as many of each
   */
  public SplitExamples {
    names = List.copyOf(names);
    labels = List.copyOf(labels);
    groups = List.copyOf(groups);
    classes = List.copyOf(classes);
    if (labels.size() != names.size() || groups.size() != names.size()) {
      throw new DataException(
          "split",
          String.format(
              Locale.ROOT,
              "expected a label and a group, or none, for each of %,d examples, found %,d labels"
                  + " and %,d groups",
              names.size(),
              labels.size(),
              groups.size()),
          "Give as many of each");
    }
    if (labels.stream().anyMatch(label -> label < 0)) {
      throw new DataException(
          "split", "expected labels from 0, found a negative one", "Number the classes from 0");
    }
  }

  /**
   * Those of a data set with classes, named by their numbers.
   *
   * @throws DataException if the examples have not one class as their only target
   */
  public static SplitExamples of(DataSet set) {
    return numbered(set.labels(), set.classes());
  }

  /** Those of pictures, named by their numbers. */
  public static SplitExamples of(PictureSet set) {
    return numbered(IntStream.range(0, set.size()).map(set::label).toArray(), set.classes());
  }

  /** Examples of the same names and labels, with a group for each. */
  public SplitExamples groups(List<String> groups) {
    return new SplitExamples(names, labels, groups.stream().map(Optional::of).toList(), classes);
  }

  /** Number of examples. */
  public int size() {
    return names.size();
  }

  /** The name of a class, for people. */
  String className(int label) {
    return label < classes.size() ? classes.get(label) : "class " + label;
  }

  private static SplitExamples numbered(int[] labels, List<String> classes) {
    return new SplitExamples(
        IntStream.range(0, labels.length).mapToObj(Integer::toString).toList(),
        IntStream.of(labels).boxed().collect(Collectors.toUnmodifiableList()),
        IntStream.range(0, labels.length).mapToObj(_ -> Optional.<String>empty()).toList(),
        classes);
  }
}
