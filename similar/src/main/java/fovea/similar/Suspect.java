package fovea.similar;

import java.util.List;

/**
 * A picture whose class may be wrong: those that are most similar to it have another one.
 *
 * @param number of the picture in the index
 * @param label that it has
 * @param suggested the class that speaks for itself the most
 * @param support share of the neighbors' weight that has its own label: 0 where none has
 * @param neighbors the most similar one first
 */
public record Suspect(
    int number, String label, String suggested, double support, List<Neighbor> neighbors) {

  /** Copies the list. */
  public Suspect {
    neighbors = List.copyOf(neighbors);
  }
}
