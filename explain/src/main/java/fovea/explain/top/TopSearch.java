package fovea.explain.top;

import fovea.data.pixels.DataException;
import fovea.explain.network.ExplainedNetwork;
import fovea.explain.network.FeatureLayer;
import fovea.explain.source.PictureSource;
import fovea.graph.type.FoveaException;
import fovea.hub.InferenceBatchSize;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * A search for the patches of a data set that drive the units of a layer most, in one pass over the
 * data (Zeiler &amp; Fergus 2014). Each patch is the receptive field of the activation. What the
 * unit sees in it is shown by its projections: one activation is kept, the rest of the layer is
 * zero, and it is followed back to the pixels.
 *
 * <p>{@code new TopSearch().of(ExplainedNetwork.of(model), "layer4", pictures)} finds nine for each
 * unit.
 *
 * @param count of patches for a unit, at most
 * @param units those that are looked at; all if none is named
 * @param projections whether patches are projected
 * @param tile the longer side of what is shown of a patch, in pixels
 * @param batchSize pictures that are computed at a time; by their size if it is empty
 * @param progress is told how far it is
 */
public record TopSearch(
    int count,
    List<Integer> units,
    boolean projections,
    int tile,
    OptionalInt batchSize,
    TopProgress progress) {

  /**
   * Checks the numbers.
   *
   * @throws FoveaException if one is below 1
   */
  public TopSearch {
    units = List.copyOf(units);
    requirePositive("number of patches", count);
    requirePositive("size of a tile", tile);
    batchSize.ifPresent(size -> requirePositive("batch size", size));
  }

  /** Nine patches for each unit, with projections, in tiles of 80 pixels. */
  public TopSearch() {
    this(9, List.of(), true, 80, OptionalInt.empty(), (_, _, _) -> {});
  }

  /** For so many patches. */
  public TopSearch count(int count) {
    return new TopSearch(count, units, projections, tile, batchSize, progress);
  }

  /** For these units alone, in this order. */
  public TopSearch units(List<Integer> units) {
    return new TopSearch(count, units, projections, tile, batchSize, progress);
  }

  /** Without projections, which take as long as the search where the pictures are few. */
  public TopSearch noProjections() {
    return new TopSearch(count, units, false, tile, batchSize, progress);
  }

  /** With tiles of so many pixels. */
  public TopSearch tile(int pixels) {
    return new TopSearch(count, units, projections, pixels, batchSize, progress);
  }

  /** With so many pictures at a time. */
  public TopSearch batchSize(int pictures) {
    return new TopSearch(count, units, projections, tile, OptionalInt.of(pictures), progress);
  }

  /** Telling {@code progress} how far it is. */
  public TopSearch progress(TopProgress progress) {
    return new TopSearch(count, units, projections, tile, batchSize, progress);
  }

  private static void requirePositive(String what, int number) {
    if (number < 1) {
      throw FoveaException.at(
          what,
          String.format(Locale.ROOT, "expected 1 or more, found %,d", number),
          "choose another number");
    }
  }

  /**
   * Searches.
   *
   * @param layer name of a layer that gives maps, such as {@code features.10}
   * @throws FoveaException if there is no such layer or no such unit, the layer gives no maps, the
   *     pictures are not as the network takes them, or it gives no finite numbers for one
   * @throws DataException if there are no pictures that can be read
   */
  public TopPatches of(ExplainedNetwork subject, String layer, PictureSource pictures) {
    FeatureLayer maps = subject.layers().require(layer);
    units.forEach(unit -> requireUnit(maps, unit));
    requireInput(subject, pictures);
    return new TopRun(this, subject, maps, pictures).run();
  }

  private static void requireUnit(FeatureLayer layer, int unit) {
    if (unit < 0 || unit >= layer.units()) {
      throw FoveaException.at(
          layer.name(),
          String.format(
              Locale.ROOT, "expected a unit from 0 to %,d, found %,d", layer.units() - 1, unit),
          "choose one that the layer has");
    }
  }

  private static void requireInput(ExplainedNetwork subject, PictureSource pictures) {
    if (pictures.size() == 0) {
      throw new DataException(
          pictures.name(), "expected pictures, found none", "Give a data set that is not empty");
    }
    var input = pictures.preprocessing().input();
    if (!input.batch(1).equals(subject.input(1))) {
      throw FoveaException.at(
          pictures.name(),
          "expected pictures as the network takes them, "
              + subject.input(1).shape()
              + ", found "
              + input.batch(1).shape(),
          "use the preprocessing of the model");
    }
  }

  /** Pictures of which the largest activations are computed at a time. */
  int searched(PictureSource pictures) {
    return batchSize.orElse(InferenceBatchSize.of(pictures.preprocessing().input()));
  }

  /** Patches that are projected at a time: fewer, since they need all that the pass computes. */
  int projected(PictureSource pictures) {
    return batchSize.orElse(Math.ceilDiv(searched(pictures), 4));
  }
}
