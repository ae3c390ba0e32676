package fovea.explain.measure;

import fovea.explain.network.ClassTarget;
import fovea.explain.network.ExplainedNetwork;
import fovea.graph.type.FoveaException;
import fovea.graph.type.HostBuffer;
import fovea.graph.type.Shape;
import fovea.hub.Model;
import fovea.hub.PictureInput;
import fovea.hub.Prediction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * The grid pointing game (Böhle et al. 2021): four pictures of different classes, each of which the
 * network is sure of, become one, and the map for one of the classes should lie in its quarter. A
 * map that knows nothing has a fourth of what it shows there. No boxes around objects are needed,
 * but the network must take pictures of twice the size.
 *
 * @param grids how many are drawn
 * @param confidence how likely the network must take the predicted class of a picture to be
 * @param seed of the draw
 */
public record GridPointingGame(int grids, double confidence, long seed) {
  private static final int GRIDS = 100;
  private static final double CONFIDENCE = 0.9;
  private static final int CELLS = 4;

  /**
   * Checks the numbers.
   *
   * @throws FoveaException if no grid is asked for
   */
  public GridPointingGame {
    if (grids < 1) {
      throw FoveaException.here(grids + " grids are asked for", "ask for 1 or more");
    }
  }

  /** Of 100 grids of pictures that the network is sure of to 90 %, with the seed 0. */
  public GridPointingGame() {
    this(GRIDS, CONFIDENCE, 0);
  }

  /** The same with another number of grids. */
  public GridPointingGame grids(int grids) {
    return new GridPointingGame(grids, confidence, seed);
  }

  /** The same with pictures that the network is more or less sure of. */
  public GridPointingGame confidence(double confidence) {
    return new GridPointingGame(grids, confidence, seed);
  }

  /** The same with other grids. */
  public GridPointingGame seed(long seed) {
    return new GridPointingGame(grids, confidence, seed);
  }

  /**
   * Draws grids of pictures.
   *
   * @param pictures of which those count that the model is sure of, whatever they show
   * @throws fovea.data.pixels.DataException if one is absent, damaged, or no picture
   * @throws FoveaException if the model is sure of pictures of less than four classes, or does not
   *     take pictures of twice the size
   */
  public PointingGrids on(Model model, List<PictureInput> pictures) {
    List<List<Sure>> classes = sure(model, pictures);
    if (classes.size() < CELLS) {
      throw FoveaException.here(
          String.format(
              Locale.ROOT,
              "expected pictures of %d classes that the model is sure of to %.0f %%, found %d",
              CELLS,
              100 * confidence,
              classes.size()),
          "give more pictures, or ask for less");
    }
    Random random = new Random(seed);
    List<PictureGrid> drawn = new ArrayList<>();
    for (int i = 0; i < grids; i++) {
      drawn.add(grid(classes, i % CELLS, random));
    }
    Shape one = model.inputType(1).shape();
    ExplainedNetwork twice = ExplainedNetwork.of(model).size(2 * one.dim(2), 2 * one.dim(3));
    return new PointingGrids(twice, drawn);
  }

  /** A picture that the network is sure of. */
  private record Sure(HostBuffer input, ClassTarget target) {}

  /** By their class, in the order in which classes come. */
  private List<List<Sure>> sure(Model model, List<PictureInput> pictures) {
    Map<String, List<Sure>> classes = new LinkedHashMap<>();
    for (PictureInput picture : pictures) {
      var prepared = model.prepare(List.of(picture));
      Prediction best = model.classify(prepared, 1).getFirst().best();
      if (best.probability() >= confidence) {
        ClassTarget target = ClassTarget.of(model, best.index());
        classes
            .computeIfAbsent(target.name(), _ -> new ArrayList<>())
            .add(new Sure(prepared.input(), target));
      }
    }
    return List.copyOf(classes.values());
  }

  private static PictureGrid grid(List<List<Sure>> classes, int quarter, Random random) {
    List<List<Sure>> shuffled = new ArrayList<>(classes);
    Collections.shuffle(shuffled, random);
    List<Sure> cells =
        shuffled.subList(0, CELLS).stream()
            .map(same -> same.get(random.nextInt(same.size())))
            .toList();
    return PictureGrid.of(
        cells.stream().map(Sure::input).toList(), cells.get(quarter).target(), quarter);
  }
}
