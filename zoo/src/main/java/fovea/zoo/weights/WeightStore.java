package fovea.zoo.weights;

import fovea.data.download.CacheFolder;
import fovea.data.download.DownloadProgress;
import fovea.data.download.Downloader;
import fovea.data.download.RemoteFile;
import fovea.graph.type.FoveaException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Published weights on this machine.
 *
 * @param folder where they are kept
 * @param offline whether downloads are forbidden
 * @param mirror folder on the net that is asked instead of the publishers; none by default
 * @param progress is told about downloads
 */
public record WeightStore(
    Path folder, boolean offline, Optional<URI> mirror, DownloadProgress progress) {

  /** The environment variable that names a folder to keep weights in. */
  public static final String FOLDER_VARIABLE = "FOVEA_WEIGHTS";

  /** The largest file that is taken; the largest published one has 580 MB. */
  private static final long MAX_BYTES = 2_000_000_000;

  /**
   * The folder that {@code FOVEA_WEIGHTS} names, if set, or the user's cache; downloads allowed.
   */
  public static WeightStore defaults() {
    Path folder =
        Optional.ofNullable(System.getenv(FOLDER_VARIABLE))
            .filter(name -> !name.isBlank())
            .map(Path::of)
            .orElseGet(() -> CacheFolder.ofUser("weights"));
    return new WeightStore(folder, false, Optional.empty(), (_, _, _) -> {});
  }

  /** The same in another folder. */
  public WeightStore folder(Path folder) {
    return new WeightStore(folder, offline, mirror, progress);
  }

  /** The same with downloads forbidden or allowed. */
  public WeightStore offline(boolean offline) {
    return new WeightStore(folder, offline, mirror, progress);
  }

  /** The same, asking the folder at {@code mirror}, which ends in a slash, for all files. */
  public WeightStore mirror(URI mirror) {
    return new WeightStore(folder, offline, Optional.of(mirror), progress);
  }

  /** The same, telling {@code progress} about downloads. */
  public WeightStore progress(DownloadProgress progress) {
    return new WeightStore(folder, offline, mirror, progress);
  }

  /** Where the file of {@code weights} is or will be. */
  public Path place(PublishedWeights weights) {
    return folder.resolve(weights.file());
  }

  /** Whether they are here. */
  public boolean has(PublishedWeights weights) {
    return Files.isRegularFile(place(weights));
  }

  /**
   * The file, downloaded if it is not here.
   *
   * @throws FoveaException if it is not here and downloads are forbidden
   * @throws fovea.data.pixels.DataException if it cannot be downloaded
   */
  public Path fetch(PublishedWeights weights) {
    if (has(weights)) {
      return place(weights);
    }
    if (offline) {
      throw FoveaException.at(
          weights.name(),
          "expected the weights at " + place(weights) + ", found no file",
          "allow the download, or get " + weights.address() + " and put it there");
    }
    URI from = mirror.orElseGet(() -> weights.address().resolve("."));
    new Downloader(weights.name(), folder, List.of(from), progress)
        .fetch(new RemoteFile(weights.file(), MAX_BYTES, weights.hash()));
    return place(weights);
  }
}
