package fovea.experiment.recipe;

/** Hears how far the measuring of errors has come. */
@FunctionalInterface
public interface PartWatcher {

  /**
   * Something more is done.
   *
   * @param part that is measured
   * @param done number of pictures that are done
   * @param total number of all of the part
   * @param work what is done with them, {@code photos} for decoding or {@code evaluating}
   */
  void at(ErrorPart part, long done, long total, String work);
}
