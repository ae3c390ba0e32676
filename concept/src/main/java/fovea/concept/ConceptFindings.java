package fovea.concept;

import fovea.data.photo.SkippedFile;
import java.util.List;

/**
 * What a test of concepts has found.
 *
 * @param scores concept by concept, layer by layer, class by class
 * @param trials number of vectors of each concept and layer
 * @param pictures of the concept from which a vector is made, and as many random ones
 * @param skipped files that are no pictures, or cannot be read
 */
public record ConceptFindings(
    List<ConceptScore> scores, int trials, int pictures, List<SkippedFile> skipped) {

  /** Copies the lists. */
  public ConceptFindings {
    scores = List.copyOf(scores);
    skipped = List.copyOf(skipped);
  }
}
