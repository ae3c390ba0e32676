package fovea.data.download;

/** Is told how a download goes; called often. */
@FunctionalInterface
public interface DownloadProgress {

  /**
   * Some more has arrived.
   *
   * @param file its name
   * @param done bytes that are here
   * @param total bytes of the whole file
   */
  void update(String file, long done, long total);
}
