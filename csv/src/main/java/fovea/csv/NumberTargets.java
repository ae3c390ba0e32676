package fovea.csv;

import fovea.data.photo.Photo;
import fovea.data.targets.PhotoTargets;
import java.nio.file.Path;
import java.util.List;

/**
 * Numbers that a network is to give for each photo.
 *
 * @param targets what they are
 * @param numbers of each line
 * @param strata by which photos are split
 */
record NumberTargets(PhotoTargets targets, List<List<Float>> numbers, TargetStrata strata)
    implements TableTargets {

  NumberTargets {
    numbers = List.copyOf(numbers);
  }

  /**
   * Reads them.
   *
   * @param labels names of all labels, where a column has lists of them; else none
   */
  static NumberTargets of(TableColumns columns, List<String> labels) {
    TargetReader reader =
        labels.isEmpty() ? new NumberColumns(columns) : new LabelList(columns, labels);
    var targets = new PhotoTargets(columns.task(), reader.names());
    List<List<Float>> numbers =
        columns.table().rows().stream().map(row -> List.copyOf(reader.read(row))).toList();
    return new NumberTargets(targets, numbers, TargetStrata.of(targets, numbers));
  }

  @Override
  public List<String> classes() {
    return strata.names();
  }

  @Override
  public Photo photo(Path file, int index) {
    List<Float> target = numbers.get(index);
    return new Photo(file, strata.of(target), target);
  }
}
