package fovea.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.batch.Batch;
import fovea.data.batch.Example;
import fovea.data.batch.Schema;
import fovea.data.batch.TensorSpec;
import fovea.data.pixels.DataException;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class DataSetTest {
  private static final float[][] ROWS = {{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}};

  /** A record of a program's own. */
  private record Flat(float area, float rooms, float price) {}

  private static Batch all(DataSet data) {
    try (BatchPrefetcher prefetcher = new DataLoader(data, data.size()).open()) {
      Batch batch = prefetcher.epoch(0).iterator().next();
      return new Batch(batch.inputs(), batch.targets());
    }
  }

  private static void assertRefused(String message, Executable attempt) {
    RuntimeException e = assertThrows(RuntimeException.class, attempt);
    assertTrue(e instanceof FoveaException || e instanceof DataException, e.toString());
    assertEquals(message, e.getMessage());
  }

  @Test
  void ofArrays() {
    Batch numbers = all(DataSet.of(ROWS, new float[][] {{1}, {2}, {3}, {4}, {5}}));
    assertEquals(TensorType.f32(5, 2), numbers.input().type());
    assertEquals(TensorType.f32(5, 1), numbers.target().type());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5}, numbers.target().floats());
    Batch classes = all(DataSet.of(ROWS, new int[] {0, 1, 0, 1, 2}));
    assertEquals("i32[5]", classes.target().type().toString());
    assertArrayEquals(new double[] {0, 1, 0, 1, 2}, classes.target().doubles());
    HostBuffer pictures = HostBuffer.of(TensorType.f32(2, 1, 1, 2), 1, 2, 3, 4);
    Batch same = all(DataSet.of(pictures, HostBuffer.of(TensorType.f32(2), 5, 6)));
    assertEquals(pictures.type(), same.input().type());
    assertArrayEquals(new float[] {1, 2, 3, 4}, same.input().floats());
  }

  @Test
  void ofRecordsWithNames() {
    List<Flat> flats = List.of(new Flat(50, 2, 700), new Flat(80, 3, 900));
    DataSet data =
        DataSet.of(
                flats,
                flat ->
                    Example.empty()
                        .input("flat", flat.area(), flat.rooms())
                        .target("price", flat.price()))
            .name("flats");
    Batch batch = all(data);
    assertEquals(List.of("flat"), List.copyOf(batch.inputs().keySet()));
    assertArrayEquals(new float[] {700, 900}, batch.targets().get("price").floats());
    assertEquals("2 examples of flats", data.description());
  }

  @Test
  void aUsersOwnIsShort() {
    DataSet squares =
        new DataSet() {
          @Override
          public String name() {
            return "squares";
          }

          @Override
          public int size() {
            return 4;
          }

          @Override
          public Schema schema() {
            return new Schema(TensorSpec.f32("x", 1), TensorSpec.f32("y", 1));
          }

          @Override
          public ExampleReader reader() {
            return (i, _, row) -> {
              row.put("x", (float) i);
              row.put("y", (float) i * i);
            };
          }
        };
    assertArrayEquals(new float[] {0, 1, 4, 9}, all(squares).target().floats());
    assertArrayEquals(new float[] {9, 1}, all(squares.subset(3, 1)).target().floats());
    assertEquals(2, all(squares.first(2)).size());
  }

  @Test
  void readersDrawTheSameInEveryRun() {
    DataSet noise = new NoisySet();
    DataLoader batches = new DataLoader(noise, 3).shuffle(5);
    List<Double> once = new ArrayList<>();
    List<Double> again = new ArrayList<>();
    try (BatchPrefetcher one = batches.open();
        BatchPrefetcher other = batches.open()) {
      one.epoch(1).forEach(batch -> once.add(batch.input().at(0)));
      other.epoch(0).forEach(_ -> {});
      other.epoch(1).forEach(batch -> again.add(batch.input().at(0)));
    }
    assertEquals(once, again);
  }

  private record NoisySet() implements DataSet {
    @Override
    public String name() {
      return "noise";
    }

    @Override
    public int size() {
      return 9;
    }

    @Override
    public Schema schema() {
      return new Schema(List.of(TensorSpec.f32("x", 1)), List.of());
    }

    @Override
    public ExampleReader reader() {
      return (_, random, row) -> row.put("x", (float) random.nextDouble());
    }
  }

  @Test
  void splitsHaveNoCommonExample() {
    DataSet data = DataSet.of(ROWS, new int[] {0, 1, 2, 3, 4}).classes(List.of("a", "b"));
    DataSet.Parts parts = data.split(0.6, 1);
    List<Double> labels = new ArrayList<>();
    for (DataSet part : List.of(parts.first(), parts.second())) {
      for (double label : all(part).target().doubles()) {
        labels.add(label);
      }
      assertEquals(List.of("a", "b"), part.classes());
    }
    assertEquals(3, parts.first().size());
    assertEquals(List.of(0.0, 1.0, 2.0, 3.0, 4.0), labels.stream().sorted().toList());
  }

  @Test
  void whatDoesNotFitIsSaid() {
    assertRefused(
        "data set: expected 5 targets as there are inputs, found 2. Give one target for each input.",
        () -> DataSet.of(ROWS, new int[2]));
    assertRefused(
        "examples: expected examples, found none. Give a data set that is not empty.",
        () -> DataSet.of(new float[0][], new int[0]));
    float[][] uneven = {{1, 2}, {3}};
    assertRefused(
        "examples: expected input f32[2] as in example 0, found f32[1] in example 1. Give every"
            + " example the same types and shapes.",
        () -> all(DataSet.of(uneven, new int[2])));
    assertRefused(
        "examples: expected finite numbers as target of example 1, found one that is infinite or"
            + " not a number. Leave the example out, or mend the target.",
        () -> all(DataSet.of(new float[][] {{1}, {2}}, new float[][] {{1}, {Float.NaN}})));
    assertRefused(
        "two inputs or targets are called x; give each its own name",
        () -> new Schema(TensorSpec.f32("x", 1), TensorSpec.f32("x", 1)));
    HostBuffer two = HostBuffer.allocate(TensorType.f32(2, 3));
    HostBuffer three = HostBuffer.allocate(TensorType.f32(3));
    assertRefused(
        "a batch of 2 examples by its input, with target [3]; give all a first axis of the same"
            + " size: the batch",
        () -> Batch.of(two, three));
  }

  @Test
  void readersMustFillWhatTheSchemaNames() {
    assertRefused(
        "short: expected y f32[1] of example 0, found nothing. Write every input and target that"
            + " the schema names.",
        () -> all(new OneRow((_, _, row) -> row.put("x", 1f))));
    assertRefused(
        "short: expected one of [x, y], found z. Name all inputs and targets in the schema.",
        () -> all(new OneRow((_, _, row) -> row.put("z", 1f))));
    assertRefused(
        "short: expected f32[1] as x, found 2 values of f32. Give every example the same type and"
            + " shape.",
        () -> all(new OneRow((_, _, row) -> row.put("x", 1f, 2f))));
    assertRefused(
        "short: expected f32[1] as x, found 1 values of i32. Give every example the same type and"
            + " shape.",
        () -> all(new OneRow((_, _, row) -> row.put("x", 1))));
  }

  private record OneRow(ExampleReader reader) implements DataSet {
    @Override
    public String name() {
      return "short";
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public Schema schema() {
      return new Schema(TensorSpec.f32("x", 1), TensorSpec.f32("y", 1));
    }
  }
}
