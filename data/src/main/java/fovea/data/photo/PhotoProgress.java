package fovea.data.photo;

/** Is told how the decoding of photos goes; called often, by one thread at a time. */
@FunctionalInterface
public interface PhotoProgress {

  /**
   * One more has been decoded or skipped.
   *
   * @param done photos up to now
   * @param total of all photos
   */
  void update(int done, int total);
}
