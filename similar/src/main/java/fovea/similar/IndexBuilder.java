package fovea.similar;

import fovea.data.photo.DamagedFile;
import fovea.data.photo.SkippedFile;
import fovea.data.pixels.DataException;
import fovea.explain.network.WorkSteps;
import fovea.explain.source.InputBatches;
import fovea.explain.source.InputBatches.Filled;
import fovea.explain.source.InputBatches.Read;
import fovea.explain.source.PictureSource;
import fovea.explain.source.ReadProblems;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Makes an index of pictures, batch by batch. Pictures that cannot be read are left out.
 *
 * @param embedder makes the vectors
 * @param type of what is kept of them
 */
public record IndexBuilder(Embedder embedder, VectorType type) {
  private static final int BATCH = 32;

  /**
   * What came of it.
   *
   * @param size number of pictures in the index
   * @param skipped what is no picture, or cannot be read
   * @param damaged what was used nevertheless
   */
  public record Built(int size, List<SkippedFile> skipped, List<DamagedFile> damaged) {

    /** Copies the lists. */
    public Built {
      skipped = List.copyOf(skipped);
      damaged = List.copyOf(damaged);
    }
  }

  /** Of singles. */
  public IndexBuilder(Embedder embedder) {
    this(embedder, VectorType.F32);
  }

  /** The same for another type of vectors. */
  public IndexBuilder type(VectorType type) {
    return new IndexBuilder(embedder, type);
  }

  /**
   * Writes the index of {@code pictures}; {@link fovea.explain.network.WorkProgress} hears how many
   * are done.
   *
   * @param labels index of the class of each picture; -1 for none
   * @throws fovea.format.FormatException if it cannot be written
   * @throws DataException if no picture can be read
   * @throws FoveaException if the network gives no finite numbers for one of them
   */
  public Built build(PictureSource pictures, IntUnaryOperator labels, IndexCard card, Path file) {
    var problems = new ReadProblems(pictures.skipped());
    int total = pictures.size();
    var steps = new WorkSteps(total);
    int[] rows = IntStream.range(0, total).toArray();
    var input = embedder.subject().input(Math.min(total, BATCH));
    try (var batches = new InputBatches(pictures, rows, input);
        var writer = new IndexWriter(file, card, embedder.dimension(), type)) {
      while (batches.hasNext()) {
        Filled batch = batches.next();
        HostBuffer vectors = embedder.of(batch.input());
        for (int row = 0; row < batch.pictures().size(); row++) {
          Read read = batch.pictures().get(row);
          String name = pictures.pictureName(read.picture());
          if (problems.note(name, read)) {
            float[] vector = vectors.rows(row, row + 1).floats();
            requireFinite(vector, name);
            writer.add(name, labels.applyAsInt(read.picture()), vector);
          }
        }
        steps.add(batch.pictures().size());
      }
      if (writer.size() == 0) {
        throw new DataException(
            pictures.name(),
            "expected pictures, found none that can be read, as " + problems.skipped().getLast(),
            "Give other ones");
      }
      writer.finish();
      return new Built(writer.size(), problems.skipped(), problems.damaged());
    }
  }

  private static void requireFinite(float[] vector, String name) {
    for (float element : vector) {
      if (!Float.isFinite(element)) {
        throw FoveaException.at(
            name, "the network gives numbers that are not finite", "check its weights");
      }
    }
  }
}
