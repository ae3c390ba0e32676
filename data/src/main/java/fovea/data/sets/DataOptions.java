package fovea.data.sets;

import fovea.data.download.CacheFolder;
import fovea.data.download.DownloadProgress;
import fovea.data.download.Downloader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where data sets are looked for, and whether they may be downloaded.
 *
 * @param folders searched first, in order; each holds {@code mnist/}, {@code fashion-mnist/} …
 * @param cache searched last; receives downloads
 * @param offline whether downloads are forbidden
 * @param mirrors replace the usual ones of the data sets that they name
 * @param progress is told about downloads
 */
public record DataOptions(
    List<Path> folders,
    Path cache,
    boolean offline,
    List<Mirror> mirrors,
    DownloadProgress progress) {

  /** The environment variable that names a folder to search. */
  public static final String FOLDER_VARIABLE = "FOVEA_DATA";

  /** Copies the lists. */
  public DataOptions {
    folders = List.copyOf(folders);
    mirrors = List.copyOf(mirrors);
  }

  /** The folder that {@code FOVEA_DATA} names, if set; the user's cache; downloads allowed. */
  public static DataOptions defaults() {
    return of(System.getenv(), CacheFolder.ofUser("data"));
  }

  static DataOptions of(Map<String, String> environment, Path cache) {
    List<Path> folders =
        Optional.ofNullable(environment.get(FOLDER_VARIABLE))
            .filter(name -> !name.isBlank())
            .map(name -> List.of(Path.of(name)))
            .orElse(List.of());
    return new DataOptions(folders, cache, false, List.of(), (_, _, _) -> {});
  }

  /** The same with a folder that is searched before all others. */
  public DataOptions folder(Path folder) {
    var changed = new ArrayList<Path>();
    changed.add(folder);
    changed.addAll(folders);
    return new DataOptions(changed, cache, offline, mirrors, progress);
  }

  /** The same with another cache. */
  public DataOptions cache(Path cache) {
    return new DataOptions(folders, cache, offline, mirrors, progress);
  }

  /** The same with downloads forbidden or allowed. */
  public DataOptions offline(boolean offline) {
    return new DataOptions(folders, cache, offline, mirrors, progress);
  }

  /** The same with other mirrors. */
  public DataOptions mirrors(List<Mirror> mirrors) {
    return new DataOptions(folders, cache, offline, mirrors, progress);
  }

  /** The same, telling {@code progress} about downloads. */
  public DataOptions progress(DownloadProgress progress) {
    return new DataOptions(folders, cache, offline, mirrors, progress);
  }

  /**
   * Brings files of a data set into the cache, from its usual mirrors or those that replace them.
   */
  Downloader downloader(String dataSet, List<Mirror> usual) {
    List<URI> chosen = addresses(dataSet, mirrors);
    return new Downloader(
        dataSet,
        cache.resolve(dataSet),
        chosen.isEmpty() ? addresses(dataSet, usual) : chosen,
        progress);
  }

  private static List<URI> addresses(String dataSet, List<Mirror> mirrors) {
    return mirrors.stream()
        .filter(mirror -> mirror.dataSet().equals(dataSet))
        .map(Mirror::folder)
        .toList();
  }

  /** Every place where the data set may lie, in the order of search. */
  List<Path> placesOf(String dataSet) {
    var places = new ArrayList<Path>();
    folders.forEach(folder -> places.add(folder.resolve(dataSet)));
    places.add(cache.resolve(dataSet));
    return places;
  }
}
