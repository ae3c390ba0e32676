package fovea.similar.map;

import fovea.explain.network.WorkSteps;
import fovea.format.FormatException;
import fovea.graph.type.FoveaException;
import fovea.similar.Neighbor;
import fovea.similar.PictureIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The pictures of an index in the plane: their vectors along the two directions in which they
 * differ the most. Pictures that lie far apart are different; such as lie side by side may differ
 * in what the plane does not show.
 *
 * @param places one of each picture, by number
 * @param share part of the variance of all vectors that the plane shows
 * @param neighbors how many nearest pictures were compared for {@code kept}
 * @param kept part of a picture's nearest pictures that are its nearest on the map, too; 1 if
 *     nothing is lost
 */
public record EmbeddingMap(List<Place> places, double share, int neighbors, double kept) {

  /** Of more pictures than this the directions are found from as many, evenly chosen. */
  private static final int SAMPLE = 2_000;

  private static final int NEIGHBORS = 10;

  /** Pictures whose neighbors are compared: at most, and at least in large indexes. */
  private static final int MOST_COMPARED = 300;

  private static final int LEAST_COMPARED = 30;

  /** Vectors that are looked at for that, about. */
  private static final int LOOKED_AT = 3_000_000;

  /** Where a picture lies. */
  public record Place(double x, double y) {
    private double squaredDistance(Place other) {
      double right = x - other.x;
      double up = y - other.y;
      return right * right + up * up;
    }
  }

  /** Copies the list. */
  public EmbeddingMap {
    places = List.copyOf(places);
  }

  /**
   * Lays out an index. The same index gives the same map. {@link
   * fovea.explain.network.WorkProgress} hears of the pictures that have their place.
   *
   * @throws FoveaException if there are not two pictures
   * @throws FormatException if a vector is damaged
   */
  public static EmbeddingMap of(PictureIndex index) {
    index.requireSeveral();
    float[][] sample =
        evenly(index.size(), SAMPLE)
            .mapToObj(number -> finite(index, number))
            .toArray(float[][]::new);
    PrincipalAxes axes = PrincipalAxes.of(sample);
    var steps = new WorkSteps(index.size());
    List<Place> places = new ArrayList<>();
    for (int number = 0; number < index.size(); number++) {
      float[] vector = finite(index, number);
      places.add(new Place(axes.place(vector, 0), axes.place(vector, 1)));
      steps.add(1);
    }
    int neighbors = Math.min(NEIGHBORS, index.size() - 1);
    double kept = kept(index, places, neighbors);
    return new EmbeddingMap(places, axes.share(0) + axes.share(1), neighbors, kept);
  }

  /** At most so many numbers below {@code size}, as far apart as they can be. */
  public static IntStream evenly(int size, int most) {
    int count = Math.min(size, most);
    return IntStream.range(0, count).map(i -> (int) ((long) i * size / count));
  }

  private static float[] finite(PictureIndex index, int number) {
    float[] vector = index.vector(number);
    for (float element : vector) {
      if (!Float.isFinite(element)) {
        throw new FormatException(
            "vector of " + index.name(number),
            "expected finite numbers, found " + element,
            "Make the index again");
      }
    }
    return vector;
  }

  private static double kept(PictureIndex index, List<Place> places, int count) {
    int compared = Math.clamp(LOOKED_AT / index.size(), LEAST_COMPARED, MOST_COMPARED);
    return evenly(index.size(), compared)
        .mapToDouble(
            number -> {
              Set<Integer> near = near(index, number, count);
              long both = near(places, number, count).stream().filter(near::contains).count();
              return (double) both / count;
            })
        .average()
        .orElseThrow();
  }

  private static Set<Integer> near(PictureIndex index, int number, int count) {
    return index.neighbors(number, count).stream()
        .map(Neighbor::number)
        .collect(Collectors.toSet());
  }

  private static Set<Integer> near(List<Place> places, int number, int count) {
    Place place = places.get(number);
    return IntStream.range(0, places.size())
        .filter(other -> other != number)
        .boxed()
        .sorted(Comparator.comparingDouble(other -> place.squaredDistance(places.get(other))))
        .limit(count)
        .collect(Collectors.toSet());
  }
}
