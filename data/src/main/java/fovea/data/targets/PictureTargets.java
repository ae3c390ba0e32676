package fovea.data.targets;

import fovea.data.BatchRow;
import fovea.data.DataSet;
import fovea.data.ExampleReader;
import fovea.data.PreparedPictures;
import fovea.data.Preprocessing;
import fovea.data.augment.CounterRandom;
import fovea.data.batch.Schema;
import fovea.data.batch.TensorSpec;
import fovea.data.pixels.DataException;
import fovea.format.JsonObject;
import fovea.graph.type.TensorType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Pictures with numbers that a network is to give for them: {@code image f32[c, h, w]} and {@code
 * target f32[numbers]}. Their classes play no part.
 *
 * @param pictures that are seen
 * @param names of the numbers; two for one number that tells two classes apart
 * @param targets numbers of each picture, in its order
 */
public record PictureTargets(
    PreparedPictures pictures, List<String> names, List<List<Float>> targets) implements DataSet {

  /** Name of the target. */
  public static final String TARGET = "target";

  /**
   * Copies the lists.
   *
   * @throws DataException if there are not as many targets as pictures, or not as many numbers of
   *     each
   */
  public PictureTargets {
    names = List.copyOf(names);
    targets = List.copyOf(targets);
    if (targets.size() != pictures.size()) {
      throw new DataException(
          pictures.name(),
          String.format(
              Locale.ROOT,
              "expected targets of %,d pictures, found %,d",
              pictures.size(),
              targets.size()),
          "Give one for each picture");
    }
    if (targets.isEmpty() || targets.stream().map(List::size).distinct().count() > 1) {
      throw new DataException(
          pictures.name(),
          "expected pictures with as many numbers each, found "
              + (targets.isEmpty() ? "none" : "others"),
          "Give as many of each");
    }
  }

  @Override
  public String name() {
    return pictures.name();
  }

  @Override
  public String description() {
    return pictures.description();
  }

  @Override
  public int size() {
    return pictures.size();
  }

  @Override
  public List<String> classes() {
    return names;
  }

  @Override
  public Schema schema() {
    return new Schema(
        pictures.schema().inputs().getFirst(),
        new TensorSpec(TARGET, TensorType.f32(targets.getFirst().size())));
  }

  @Override
  public Optional<Preprocessing> pictureInput() {
    return pictures.pictureInput();
  }

  @Override
  public JsonObject settings() {
    return pictures.settings();
  }

  @Override
  public ExampleReader reader() {
    ExampleReader image = pictures.imageReader();
    float[] numbers = new float[targets.getFirst().size()];
    return (int index, CounterRandom random, BatchRow row) -> {
      image.read(index, random, row);
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = targets.get(index).get(i);
      }
      row.put(TARGET, numbers);
    };
  }
}
