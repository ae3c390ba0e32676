package fovea.data.photo;

import java.nio.file.Path;
import java.util.List;

/**
 * A picture file and what it shows.
 *
 * @param file that holds it
 * @param label index of its class, or {@link fovea.data.PictureSet#UNLABELLED}
 * @param target numbers that a network is to give for it, where there are such ({@link
 *     fovea.data.targets.PhotoTargets})
 */
public record Photo(Path file, int label, List<Float> target) {

  /** Copies the list. */
  public Photo {
    target = List.copyOf(target);
  }

  /** A photo of a class. */
  public Photo(Path file, int label) {
    this(file, label, List.of());
  }
}
