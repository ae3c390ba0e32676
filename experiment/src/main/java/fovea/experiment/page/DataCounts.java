package fovea.experiment.page;

import fovea.data.PictureSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A part of the data of a run.
 *
 * @param name such as {@code training}
 * @param description one line for people; may be empty
 * @param classes names of the classes
 * @param counts number of pictures of each
 */
public record DataCounts(
    String name, String description, List<String> classes, List<Integer> counts) {

  /** Copies the lists. */
  public DataCounts {
    classes = List.copyOf(classes);
    counts = List.copyOf(counts);
  }

  /** Some pictures. */
  public static DataCounts of(String name, PictureSet pictures) {
    int[] counts = new int[pictures.classes().size()];
    IntStream.range(0, pictures.size()).forEach(i -> counts[pictures.label(i)]++);
    return of(name, pictures.info().description(), pictures.classes(), counts);
  }

  /** Pictures that were counted. */
  public static DataCounts of(
      String name, String description, List<String> classes, int... counts) {
    return new DataCounts(name, description, classes, IntStream.of(counts).boxed().toList());
  }

  /** Number of pictures. */
  public int size() {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }
}
