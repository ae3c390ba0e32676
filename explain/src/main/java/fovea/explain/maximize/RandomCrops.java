package fovea.explain.maximize;

import fovea.data.pixels.PictureShape;
import fovea.graph.type.FoveaException;
import fovea.nn.init.KeyedRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Many crops a step, which shrink from step to step (Fel et al. 2023), brought to the size of the
 * network's input. What is outside of the picture is gray.
 *
 * @param count crops of a step, 32
 * @param first side of the crops in the first step, as a share of the picture, 0.5
 * @param last the same in the last step, 0.05; linear in between
 * @param noise deviation of the noise that is added, of a range from 0 to 1: 0.04, which is the
 *     published 0.08 for a range from -1 to 1
 */
public record RandomCrops(int count, double first, double last, double noise) implements Views {
  private static final int USUAL = 512;
  private static final double CENTERS = 0.15;
  private static final double SIZES = 0.05;

  /**
   * Checks the numbers.
   *
   * @throws FoveaException if one is out of its range
   */
  public RandomCrops {
    if (count < 1 || !(first > 0) || first > 1 || !(last > 0) || last > 1 || !(noise >= 0)) {
      throw FoveaException.at(
          "crops",
          String.format(
              Locale.ROOT,
              "expected one or more, sides above 0 up to 1 and noise of 0 or more, found %d, %s to"
                  + " %s and %s",
              count,
              first,
              last,
              noise),
          "correct them");
    }
  }

  /** As published. */
  public RandomCrops() {
    this(32, 0.5, 0.05, 0.04);
  }

  /** With another number of crops a step. */
  public RandomCrops count(int count) {
    return new RandomCrops(count, first, last, noise);
  }

  @Override
  public int usualSize(int network) {
    return Math.min(USUAL, 4 * network);
  }

  @Override
  public boolean ofNetworkSize() {
    return true;
  }

  @Override
  public PictureShape window(PictureShape picture) {
    return picture;
  }

  @Override
  public List<View> draw(Step step, Frame frame) {
    double done = step.count() == 1 ? 0 : (double) step.index() / (step.count() - 1);
    double side = first + (last - first) * done;
    return IntStream.range(0, count).mapToObj(i -> crop(step.random(), i, side, frame)).toList();
  }

  private static View crop(KeyedRandom random, int index, double mean, Frame frame) {
    double side = Math.clamp(mean + SIZES * random.normal(3L * index), SIZES, 1);
    double down = CENTERS * random.normal(3L * index + 1);
    double right = CENTERS * random.normal(3L * index + 2);
    return new View(
        frame.middleRow() + down * frame.picture().height(),
        frame.middleColumn() + right * frame.picture().width(),
        side * frame.zoom(frame.picture()),
        0);
  }
}
