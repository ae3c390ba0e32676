package fovea.data;

import fovea.data.batch.Schema;
import fovea.format.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * Another data set under another name, with names for its classes.
 *
 * @param classes by label
 */
record NamedExamples(DataSet set, String name, List<String> classes) implements DataSet {

  NamedExamples {
    classes = List.copyOf(classes);
  }

  @Override
  public int size() {
    return set.size();
  }

  @Override
  public Schema schema() {
    return set.schema();
  }

  @Override
  public int[] labels() {
    return set.labels();
  }

  @Override
  public Optional<Preprocessing> pictureInput() {
    return set.pictureInput();
  }

  @Override
  public JsonObject settings() {
    return set.settings();
  }

  @Override
  public ExampleReader reader() {
    return set.reader();
  }
}
