package fovea.concept;

import fovea.explain.network.ClassTarget;
import fovea.explain.source.PictureSource;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A class that is asked about, and pictures of it.
 *
 * @param target the class
 * @param pictures among which its own are
 * @param rows indices of its own
 */
public record ClassPictures(ClassTarget target, PictureSource pictures, List<Integer> rows) {

  /** Copies the list. */
  public ClassPictures {
    rows = List.copyOf(rows);
  }

  /** All of {@code pictures} are of the class. */
  public static ClassPictures of(ClassTarget target, PictureSource pictures) {
    return new ClassPictures(
        target, pictures, IntStream.range(0, pictures.size()).boxed().toList());
  }
}
