package fovea.explain.measure;

import fovea.explain.attribution.Attribution;
import fovea.explain.attribution.Attributions;
import fovea.explain.attribution.Attributor;
import fovea.explain.network.ExplainedNetwork;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.nn.init.KeyedRandom;
import java.util.zip.CRC32;

/**
 * Maps that know nothing, for comparison: random numbers between 0 and 1, others for each picture.
 *
 * @param size rows and columns; 7 are as coarse as maps of most last layers
 * @param seed of the numbers
 */
public record RandomMap(int size, long seed) implements Attribution {
  private static final int COARSE = 7;

  /**
   * Checks the size.
   *
   * @throws FoveaException if it is below 1
   */
  public RandomMap {
    if (size < 1) {
      throw FoveaException.here("a map of " + size + " rows", "ask for 1 or more");
    }
  }

  /** Of 7 rows and columns, with the seed 0. */
  public RandomMap() {
    this(COARSE, 0);
  }

  /** The same with other numbers of rows and columns. */
  public RandomMap size(int size) {
    return new RandomMap(size, seed);
  }

  /** The same with other numbers. */
  public RandomMap seed(long seed) {
    return new RandomMap(size, seed);
  }

  @Override
  public String name() {
    return "random-" + size + "x" + size;
  }

  @Override
  public Reading reading() {
    return Reading.POSITIVE;
  }

  @Override
  public boolean usesClass() {
    return false;
  }

  @Override
  public Attributor on(ExplainedNetwork subject) {
    return (pictures, _) -> {
      int count = pictures.type().shape().dim(0);
      HostBuffer maps = HostBuffer.allocate(pictures.type().with(Shape.of(count, 1, size, size)));
      int places = size * size;
      for (int picture = 0; picture < count; picture++) {
        CRC32 content = new CRC32();
        content.update(pictures.rows(picture, picture + 1).data().asByteBuffer());
        KeyedRandom random = KeyedRandom.of(seed, "random map " + content.getValue());
        for (int place = 0; place < places; place++) {
          maps.set((long) picture * places + place, random.uniform(place));
        }
      }
      return new Attributions(maps);
    };
  }
}
