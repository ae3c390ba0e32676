package fovea.app.explain;

import fovea.app.explain.result.PictureCase;
import fovea.app.predict.TestPictures;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What a method looks at, and how it is begun. */
sealed interface Look {

  /**
   * At pictures, one after the other.
   *
   * @param predicts whether what the model takes a picture for is needed
   */
  record AtPictures(boolean predicts, Function<Workplace, PictureLook> begin) implements Look {}

  /** At the network alone. */
  record AtModel(Function<Workplace, List<Finding>> look) implements Look {}

  /** At all pictures of a data set. */
  record AtData(BiFunction<Workplace, TestPictures, List<Finding>> look) implements Look {}

  /** A method that was made ready for a network. */
  @FunctionalInterface
  interface PictureLook {

    /** What it finds in a picture. */
    Finding at(PictureCase picture);
  }
}
