package fovea.experiment;

import fovea.data.PictureSet;
import fovea.data.Split;

/** Where the data sets are that are known by name. */
@FunctionalInterface
public interface NamedPictures {

  /**
   * One part of a data set.
   *
   * @throws fovea.data.pixels.DataException if it is nowhere, or damaged
   */
  PictureSet load(String name, Split split);
}
