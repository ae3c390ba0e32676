package fovea.similar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.Preprocessing;
import fovea.error.UserException;
import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.Safetensors;
import fovea.graph.type.BFloat16;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An index is found again as it was written, and its search misses nothing. */
class PictureIndexTest {
  private static final IndexCard CARD =
      new IndexCard(
          "m",
          "0",
          Preprocessing.tf(8, 8),
          new VectorLayer.At("features.3"),
          "",
          List.of("cat", "dog"));

  @TempDir private Path folder;

  private Path write(String name, VectorType type, float[][] vectors) {
    Path file = folder.resolve(name);
    try (var writer = new IndexWriter(file, CARD, vectors[0].length, type)) {
      for (int i = 0; i < vectors.length; i++) {
        writer.add("photos/ä " + i + ".jpg", i % 3 - 1, vectors[i]);
      }
      writer.finish();
    }
    return file;
  }

  private static float[][] directions(int count, int dimension, long seed) {
    var random = new Random(seed);
    float[][] vectors = new float[count][dimension];
    for (float[] vector : vectors) {
      double squares = 0;
      for (int i = 0; i < dimension; i++) {
        vector[i] = (float) random.nextGaussian();
        squares += vector[i] * vector[i];
      }
      for (int i = 0; i < dimension; i++) {
        vector[i] /= (float) Math.sqrt(squares);
      }
    }
    return vectors;
  }

  /** By products in double precision of what the index holds. */
  private static List<Integer> bruteForce(PictureIndex index, float[] vector, int count) {
    double[] products = new double[index.size()];
    for (int number = 0; number < index.size(); number++) {
      float[] other = index.vector(number);
      for (int i = 0; i < vector.length; i++) {
        products[number] += (double) vector[i] * other[i];
      }
    }
    return IntStream.range(0, index.size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer number) -> products[number]).reversed())
        .limit(count)
        .toList();
  }

  @Test
  void whatIsNoNumberIsLikeNothing() {
    float[][] vectors = {{Float.NaN, 0}, {0, 1}, {1, 0}};
    PictureIndex index = PictureIndex.open(write("nan.index", VectorType.F32, vectors));
    assertEquals(
        List.of(2, 1),
        index.nearest(new float[] {1, 0}, 3).stream().map(Neighbor::number).toList());
  }

  @ParameterizedTest
  @CsvSource({"F32, 5000, 13", "BF16, 5000, 13", "F32, 70, 256", "BF16, 70, 256", "F32, 1, 1"})
  void nearestAreThoseOfBruteForce(VectorType type, int count, int dimension) {
    float[][] vectors = directions(count, dimension, 1);
    PictureIndex index = PictureIndex.open(write("i", type, vectors));
    assertEquals(count, index.size());
    for (float[] query : directions(5, dimension, 2)) {
      List<Neighbor> found = index.nearest(query, 6);
      assertEquals(bruteForce(index, query, 6), found.stream().map(Neighbor::number).toList());
    }
    assertEquals(0, index.nearest(index.vector(0), 1).getFirst().number());
  }

  @Test
  void holdsWhatWasWritten() throws IOException {
    float[][] vectors = directions(7, 5, 3);
    PictureIndex single = PictureIndex.open(write("single", VectorType.F32, vectors));
    PictureIndex half = PictureIndex.open(write("half", VectorType.BF16, vectors));
    assertEquals(CARD, single.card());
    assertArrayEquals(vectors[4], single.vector(4));
    assertArrayEquals(vectors[4], half.vector(4), 0.004f);
    assertEquals("photos/ä 6.jpg", single.name(6));
    assertEquals("photos/ä 0.jpg", half.name(0));
    assertTrue(single.label(0).isEmpty());
    assertEquals("cat", single.label(1).orElseThrow());
    assertEquals("dog", single.label(5).orElseThrow());
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count(), "nothing else is left");
    }
  }

  @Test
  void ofTiesTheFirstOnesAreFound() {
    float[][] vectors = new float[9][2];
    for (float[] vector : vectors) {
      vector[0] = 1;
    }
    PictureIndex index = PictureIndex.open(write("ties", VectorType.F32, vectors));
    assertEquals(
        List.of(0, 1, 2, 3),
        index.nearest(new float[] {1, 0}, 4).stream().map(Neighbor::number).toList());
    assertEquals(9, index.nearest(new float[] {1, 0}, 100).size());
  }

  @Test
  void halvesAreRoundedToTheNearest() {
    assertEquals(1.0f, BFloat16.toFloat(BFloat16.of(1.0f)));
    assertEquals(1.0f, BFloat16.toFloat(BFloat16.of(1.00390625f)), "half-way, to the even one");
    assertEquals(1.015625f, BFloat16.toFloat(BFloat16.of(1.01171875f)), "half-way, upwards");
    assertEquals(-0.33398438f, BFloat16.toFloat(BFloat16.of(-1 / 3f)));
  }

  @Test
  void misuseIsASentence() {
    PictureIndex index = PictureIndex.open(write("i", VectorType.F32, directions(3, 4, 1)));
    says("expected 4 elements, found 2", () -> index.nearest(new float[2], 1));
    says("found NaN", () -> index.nearest(new float[] {1, Float.NaN, 0, 0}, 1));
    says("expected 1 or more, found 0", () -> index.nearest(new float[4], 0));
    says("found none", () -> PictureIndex.open(folder.resolve("none")));
    try (var writer = new IndexWriter(folder.resolve("e"), CARD, 4, VectorType.F32)) {
      says("expected pictures for an index, found none", writer::finish);
    }
    says(
        "cannot be written",
        () -> new IndexWriter(folder.resolve("no/e"), CARD, 4, VectorType.F32).close());
    assertFalse(Files.exists(folder.resolve("e")));
  }

  private static void says(String words, Executable call) {
    var error = assertThrows(UserException.class, call);
    assertTrue(error.getMessage().contains(words), error.getMessage());
  }

  /** Changes one array of a good file. */
  private Path changed(String name, NamedArray other, Map<String, String> metadata) {
    Path good = write("good", VectorType.F32, directions(3, 4, 1));
    Safetensors found = Safetensors.read(good);
    List<NamedArray> arrays = new ArrayList<>(found.arrays());
    arrays.replaceAll(array -> array.name().equals(name) ? other : array);
    Path bad = folder.resolve("bad");
    new Safetensors(arrays, new LinkedHashMap<>(metadata)).write(bad);
    return bad;
  }

  @Test
  void damagedFilesAreRefused() throws IOException {
    Map<String, String> card = Map.of(IndexWriter.CARD, CARD.text());
    NamedArray none = NamedArray.of("x", List.of(1L), 1f);
    says("without one", () -> PictureIndex.open(changed("x", none, Map.of())));
    says(
        "expected an object",
        () -> PictureIndex.open(changed("x", none, Map.of(IndexWriter.CARD, "[]"))));
    says(
        "expected 1, found \"2\"",
        () ->
            PictureIndex.open(
                changed(
                    "x", none, Map.of(IndexWriter.CARD, CARD.text().replace("\"1\"", "\"2\"")))));
    NamedArray flat = NamedArray.of("vectors", List.of(12L), new float[12]);
    says("expected F32 or BF16 [n, dimension]", () -> open(changed("vectors", flat, card)));
    NamedArray labels =
        new NamedArray("labels", ArrayDType.I32, List.of(2L), MemorySegment.ofArray(new byte[8]));
    says("expected I32 [3], found I32 [2]", () -> open(changed("labels", labels, card)));
    byte[] ends = new byte[24];
    ends[0] = 50;
    ends[16] = 39;
    var odd = new NamedArray("name_ends", ArrayDType.I64, List.of(3L), MemorySegment.ofArray(ends));
    says("expected U8 [39]", () -> open(changed("name_ends", odd, card)));
    Path cut = write("cut", VectorType.F32, directions(30, 40, 1));
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 3000));
    says("cut short", () -> open(cut));
  }

  private static PictureIndex open(Path file) throws FormatException {
    return PictureIndex.open(file);
  }
}
