package fovea.data.download;

/**
 * A file as it can be downloaded.
 *
 * @param name in the mirror's folder and in ours
 * @param maxBytes its size, or a bound where only that is known
 * @param hash by which it is identified as what it should be
 */
public record RemoteFile(String name, long maxBytes, FileHash hash) {

  /** A file of a known size and SHA-256. */
  public static RemoteFile of(String name, long bytes, String sha256) {
    return new RemoteFile(name, bytes, FileHash.sha256(sha256));
  }
}
