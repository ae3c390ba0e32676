package fovea.data.sets;

import fovea.data.download.Downloader;
import fovea.data.download.RemoteFile;
import fovea.format.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;

/**
 * The archive in which CIFAR-10 is distributed: its batches are checked one by one and kept, the
 * archive is not.
 *
 * @param name of the archive
 * @param maxBytes its greatest size
 * @param batches what is wanted from it
 */
record CifarArchive(String name, long maxBytes, List<RemoteFile> batches) {

  static final CifarArchive OFFICIAL =
      new CifarArchive(
          "cifar-10-binary.tar.gz",
          200_000_000,
          List.of(
              batch(
                  "data_batch_1.bin",
                  "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
              batch(
                  "data_batch_2.bin",
                  "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
              batch(
                  "data_batch_3.bin",
                  "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
              batch(
                  "data_batch_4.bin",
                  "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
              batch(
                  "data_batch_5.bin",
                  "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
              batch(
                  "test_batch.bin",
                  "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b")));

  /** Downloads the archive, if a batch is missing, and leaves all batches in the folder. */
  void fetch(Downloader downloader) {
    Path folder = downloader.folder();
    downloader.fetch(
        name,
        maxBytes,
        () -> batches.stream().allMatch(batch -> NamedSet.find(folder, batch.name()).isPresent()),
        archive -> unpack(archive, folder));
  }

  private void unpack(Path archive, Path folder) throws IOException {
    var missing = new HashMap<String, RemoteFile>();
    batches.forEach(batch -> missing.put(batch.name(), batch));
    try (var source = new GzipSource(archive)) {
      while (!missing.isEmpty()) {
        TarEntry entry = TarEntry.next(source);
        byte[] content = entry.content(source);
        RemoteFile batch = missing.remove(entry.fileName());
        if (batch != null) {
          batch.hash().require(batch.name(), content);
          AtomicFile.write(folder.resolve(batch.name()), out -> out.write(content));
        }
      }
    }
    Files.delete(archive);
  }

  private static RemoteFile batch(String name, String sha256) {
    return RemoteFile.of(name, 30_730_000, sha256);
  }
}
