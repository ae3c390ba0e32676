package fovea.data;

import fovea.data.batch.Schema;
import fovea.format.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** A view of some examples of another data set. */
final class ExampleSubset implements DataSet {
  private final DataSet whole;
  private final int[] indices;

  ExampleSubset(DataSet whole, int[] indices) {
    this.whole = whole;
    this.indices = indices.clone();
    for (int index : indices) {
      Objects.checkIndex(index, whole.size());
    }
  }

  @Override
  public String name() {
    return whole.name();
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public Schema schema() {
    return whole.schema();
  }

  @Override
  public List<String> classes() {
    return whole.classes();
  }

  @Override
  public int[] labels() {
    int[] all = whole.labels();
    return IntStream.of(indices).map(index -> all[index]).toArray();
  }

  @Override
  public Optional<Preprocessing> pictureInput() {
    return whole.pictureInput();
  }

  @Override
  public JsonObject settings() {
    return whole.settings();
  }

  @Override
  public ExampleReader reader() {
    ExampleReader reader = whole.reader();
    return (index, random, row) -> reader.read(indices[index], random, row);
  }
}
