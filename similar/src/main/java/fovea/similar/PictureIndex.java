package fovea.similar;

import fovea.error.UserException;
import fovea.format.ArrayDType;
import fovea.format.FormatException;
import fovea.format.NamedArray;
import fovea.format.Safetensors;
import fovea.graph.type.FoveaException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The vectors of many pictures in a file that is mapped, and an exact search for the most similar
 * ones: every vector is compared. Nothing needs closing.
 */
public final class PictureIndex {
  private static final String AGAIN = "Make the index again";
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final IndexCard card;
  private final VectorScan vectors;
  private final MemorySegment labels;
  private final MemorySegment names;
  private final MemorySegment nameEnds;

  private PictureIndex(IndexCard card, Safetensors file) {
    this.card = card;
    this.vectors = VectorScan.of(file.array(IndexWriter.VECTORS));
    this.labels = part(file, IndexWriter.LABELS, ArrayDType.I32, vectors.size());
    this.nameEnds = part(file, IndexWriter.NAME_ENDS, ArrayDType.I64, vectors.size());
    long bytes = nameEnds.get(LONG, (vectors.size() - 1L) * Long.BYTES);
    this.names = part(file, IndexWriter.NAMES, ArrayDType.U8, bytes);
  }

  /**
   * Maps the index in a file.
   *
   * @throws FormatException if that is none, or a damaged one
   */
  public static PictureIndex open(Path file) {
    Safetensors found = Safetensors.read(file);
    String card = found.metadata().get(IndexWriter.CARD);
    if (card == null) {
      throw new FormatException(
          file.toString(),
          "expected an index, found a safetensors file without one",
          "Make one by ./fovea index");
    }
    try {
      return new PictureIndex(IndexCard.parse(card), found);
    } catch (UserException e) {
      throw e.within(file.toString());
    }
  }

  private static MemorySegment part(Safetensors file, String name, ArrayDType type, long size) {
    NamedArray array = file.array(name);
    if (array.type() != type || !array.shape().equals(List.of(size))) {
      throw new FormatException(
          name,
          String.format(
              Locale.ROOT,
              "expected %s [%d], found %s %s",
              type,
              size,
              array.type(),
              array.shape()),
          AGAIN);
    }
    return array.data();
  }

  /** What it was made from. */
  public IndexCard card() {
    return card;
  }

  /** Number of pictures. */
  public int size() {
    return vectors.size();
  }

  /** Number of elements of each vector. */
  public int dimension() {
    return vectors.dimension();
  }

  /**
   * The name of a picture: its file, or where it is in the data set.
   *
   * @throws FormatException if the file is damaged there
   */
  public String name(int number) {
    long from = number == 0 ? 0 : nameEnds.get(LONG, (number - 1L) * Long.BYTES);
    long to = nameEnds.get(LONG, (long) number * Long.BYTES);
    if (from < 0 || to < from || to > names.byteSize()) {
      throw new FormatException(
          IndexWriter.NAME_ENDS, "expected ends that grow, found " + to, AGAIN);
    }
    byte[] bytes = names.asSlice(from, to - from).toArray(ValueLayout.JAVA_BYTE);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The class of a picture, if it has one. */
  public Optional<String> label(int number) {
    int label = labels.get(INT, (long) number * Integer.BYTES);
    return label >= 0 && label < card.classes().size()
        ? Optional.of(card.classes().get(label))
        : Optional.empty();
  }

  /** The vector of a picture, of the length 1 but for what rounding takes. */
  public float[] vector(int number) {
    return vectors.row(number);
  }

  /**
   * The most similar pictures, the most similar one first; of equally similar ones those of lower
   * numbers.
   *
   * @param vector of the length 1, such as an {@link Embedder} gives
   * @param count of pictures; fewer are found where there are not so many
   * @throws FormatException if the vector has another dimension, or none of its own
   */
  public List<Neighbor> nearest(float[] vector, int count) {
    requireVector(vector);
    if (count < 1) {
      throw new FormatException("count", "expected 1 or more, found " + count, "Ask for some");
    }
    var nearest = new NearestSoFar(Math.min(count, size()));
    vectors.scan(
        vector,
        (first, similarities) -> {
          for (int i = 0; i < similarities.length; i++) {
            nearest.offer(first + i, similarities[i]);
          }
        });
    return nearest.bestFirst();
  }

  /**
   * The pictures that are most similar to one of the index, without itself.
   *
   * @param count of pictures; fewer are found where there are not so many
   * @throws FormatException as {@link #nearest} does
   */
  public List<Neighbor> neighbors(int number, int count) {
    return nearest(vector(number), count + 1).stream()
        .filter(neighbor -> neighbor.number() != number)
        .limit(count)
        .toList();
  }

  /**
   * Requires pictures that can be compared with each other.
   *
   * @throws FoveaException if there is but one
   */
  public void requireSeveral() {
    if (size() < 2) {
      throw FoveaException.here(
          "expected an index of two pictures or more, found one", "index more pictures");
    }
  }

  private void requireVector(float[] vector) {
    if (vector.length != dimension()) {
      throw new FormatException(
          "vector",
          "expected " + dimension() + " elements, found " + vector.length,
          "Make it by the model and the layer of the index");
    }
    for (float element : vector) {
      if (!Float.isFinite(element)) {
        throw new FormatException(
            "vector",
            "expected finite numbers, found " + element,
            "Check the picture and the model");
      }
    }
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%,d pictures by the %s of %s", size(), card.layer(), card.model());
  }
}
