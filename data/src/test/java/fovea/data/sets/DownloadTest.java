package fovea.data.sets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.data.PictureSet;
import fovea.data.Split;
import fovea.data.download.RemoteFile;
import fovea.data.pixels.DataException;
import fovea.data.pixels.Framing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DownloadTest {

  private static final byte[] PICTURES = IdxFiles.gzip(IdxFiles.pictures(20));
  private static final byte[] LABELS = IdxFiles.gzip(IdxFiles.labels(20));
  private static final String PICTURE_FILE = "train-images-idx3-ubyte.gz";
  private static final String LABEL_FILE = "train-labels-idx1-ubyte.gz";

  @TempDir Path cache;
  private FileServer server = new FileServer();
  private final List<String> progress = new CopyOnWriteArrayList<>();

  @BeforeEach
  void serve() {
    server.files.put("good/" + PICTURE_FILE, PICTURES);
    server.files.put("good/" + LABEL_FILE, LABELS);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void downloadsOnceAndKeeps() throws IOException {
    PictureSet data = set("good/").load(Split.TRAIN, options());
    assertEquals(20, data.size());
    assertEquals(7, data.label(17));
    assertEquals(20, set("good/").load(Split.TRAIN, options().offline(true)).size());
    assertEquals(2, server.requests.size());
    assertTrue(progress.contains(PICTURE_FILE + " " + PICTURES.length + "/" + PICTURES.length));
    assertArrayEquals(PICTURES, Files.readAllBytes(cache.resolve("small").resolve(PICTURE_FILE)));
  }

  @Test
  void offlineMeansOffline() {
    assertThrows(
        DataException.class, () -> set("good/").load(Split.TRAIN, options().offline(true)));
    assertEquals(List.of(), server.requests);
  }

  @Test
  void resumesWhatWasBegun() throws IOException {
    IdxFiles.write(part(), Arrays.copyOf(PICTURES, 30));
    assertEquals(20, set("good/").load(Split.TRAIN, options()).size());
    assertEquals("good/" + PICTURE_FILE + " bytes=30-", server.requests.getFirst());
    assertFalse(Files.exists(part()));
  }

  @Test
  void aWholePartNeedsNoServer() {
    IdxFiles.write(part(), PICTURES);
    assertEquals(20, set("good/").load(Split.TRAIN, options()).size());
    assertEquals(List.of("good/" + LABEL_FILE), server.requests);
  }

  @Test
  void aForeignPartIsDropped() {
    var foreign = new byte[30];
    IdxFiles.write(part(), foreign);
    assertEquals(20, set("good/").load(Split.TRAIN, options()).size());
    IdxFiles.write(part(), new byte[PICTURES.length + 5]);
    assertEquals(20, set("good/").load(Split.TRAIN, options()).size());
  }

  @Test
  void aServerWithoutRangesSendsAllAgain() {
    server.ranges = false;
    IdxFiles.write(part(), Arrays.copyOf(PICTURES, 30));
    assertEquals(20, set("good/").load(Split.TRAIN, options()).size());
  }

  @Test
  void goesOnWithTheNextMirror() {
    byte[] wrong = PICTURES.clone();
    wrong[40] ^= 1;
    server.files.put("wrong/" + PICTURE_FILE, wrong);
    server.files.put("wrong/" + LABEL_FILE, LABELS);
    assertEquals(20, set("absent/", "wrong/", "good/").load(Split.TRAIN, options()).size());
  }

  @Test
  void resumesAConnectionThatBreaks() {
    server.breakAfter = 30;
    assertEquals(20, set("good/").load(Split.TRAIN, options()).size());
    assertTrue(server.requests.contains("good/" + PICTURE_FILE + " bytes=30-"));
  }

  @Test
  void saysWhyNoMirrorDelivers() throws IOException {
    server.files.put("wrong/" + PICTURE_FILE, new byte[PICTURES.length]);
    server.files.put("long/" + PICTURE_FILE, new byte[PICTURES.length + 1]);
    var error =
        assertThrows(
            DataException.class,
            () -> set("absent/", "wrong/", "long/").load(Split.TRAIN, options()));
    String message = error.getMessage();
    assertTrue(message.contains("absent/" + PICTURE_FILE + ": HTTP status 404"), message);
    assertTrue(message.contains("expected the SHA-256"), message);
    assertTrue(message.contains("expected at most"), message);
    assertTrue(message.contains("put the file into " + cache.resolve("small")), message);
    assertFalse(Files.exists(part()), "what is wrong is not kept");
  }

  @Test
  void aSilentServerIsGivenUp() {
    server.silentAfter = 0;
    var file = RemoteFile.of(PICTURE_FILE, PICTURES.length, sha256(PICTURES));
    var downloader =
        options().downloader("small", mirrors("good/")).patience(Duration.ofMillis(200));
    assertThrows(DataException.class, () -> downloader.fetch(file));
  }

  @Test
  void noServerAtAll() {
    server.close();
    assertThrows(DataException.class, () -> set("good/").load(Split.TRAIN, options()));
  }

  @Test
  void mirrorsCanBeReplaced() {
    DataOptions replaced = options().mirrors(mirrors("good/"));
    assertEquals(20, set("absent/").load(Split.TRAIN, replaced).size());
    assertTrue(server.requests.getFirst().startsWith("good/"));
  }

  @Test
  void severalThreadsDownloadOnce() throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      threads.add(Thread.startVirtualThread(() -> set("good/").load(Split.TRAIN, options())));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(2, server.requests.size());
  }

  @Test
  void cifarComesAsAnArchive() throws IOException {
    byte[] train = Cifar10Test.batch(3);
    byte[] test = Cifar10Test.batch(8);
    byte[] other = "About this archive".getBytes(StandardCharsets.US_ASCII);
    byte[] tar =
        join(
            tarFile("cifar/readme.html", other),
            tarFile("cifar/data_batch_1.bin", train),
            tarFile("cifar/test_batch.bin", test),
            new byte[1_024]);
    server.files.put("good/small.tar.gz", IdxFiles.gzip(tar));
    var archive =
        new CifarArchive(
            "small.tar.gz",
            1_000_000,
            List.of(
                RemoteFile.of("data_batch_1.bin", train.length, sha256(train)),
                RemoteFile.of("test_batch.bin", test.length, sha256(test))));
    var cifar = new Cifar10(4, archive);
    DataOptions options = options().mirrors(List.of(mirror("cifar-10", "good/")));
    assertEquals(4, cifar.load(Split.TRAIN, options).size());
    assertEquals(8, cifar.load(Split.TEST, options).picture(0).at(0, 0, 0));
    assertEquals(1, server.requests.size());
    assertFalse(Files.exists(cache.resolve("cifar-10/small.tar.gz.part")));
  }

  @Test
  void aDamagedArchiveIsRefused() {
    byte[] train = Cifar10Test.batch(3);
    var archive =
        new CifarArchive(
            "small.tar.gz",
            1_000_000,
            List.of(RemoteFile.of("data_batch_1.bin", train.length, sha256(train))));
    var cifar = new Cifar10(4, archive);
    DataOptions options = options().mirrors(List.of(mirror("cifar-10", "good/")));
    byte[] whole = join(tarFile("data_batch_1.bin", train), new byte[1_024]);
    byte[] wrong = whole.clone();
    wrong[600] ^= 1;
    for (byte[] tar : List.of(wrong, Arrays.copyOf(whole, 900), new byte[1_024])) {
      server.files.put("good/small.tar.gz", IdxFiles.gzip(tar));
      assertThrows(DataException.class, () -> cifar.load(Split.TRAIN, options));
    }
    server.files.put("good/small.tar.gz", whole);
    assertThrows(DataException.class, () -> cifar.load(Split.TRAIN, options));
  }

  private IdxSet set(String... places) {
    return new IdxSet(
        "small",
        "Small",
        List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
        Framing.DIGIT,
        List.of(
            RemoteFile.of(PICTURE_FILE, PICTURES.length, sha256(PICTURES)),
            RemoteFile.of(LABEL_FILE, LABELS.length, sha256(LABELS))),
        mirrors(places));
  }

  private List<Mirror> mirrors(String... places) {
    return Arrays.stream(places).map(place -> mirror("small", place)).toList();
  }

  private Mirror mirror(String dataSet, String place) {
    return Mirror.of(dataSet, server.address() + place);
  }

  private DataOptions options() {
    return new DataOptions(
        List.of(),
        cache,
        false,
        List.of(),
        (file, done, total) -> progress.add(file + " " + done + "/" + total));
  }

  private Path part() {
    return cache.resolve("small").resolve(PICTURE_FILE + ".part");
  }

  private static byte[] tarFile(String name, byte[] content) {
    var header = new byte[512];
    byte[] path = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(path, 0, header, 0, path.length);
    byte[] size = "%011o".formatted(content.length).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(size, 0, header, 124, size.length);
    return join(header, content, new byte[Math.floorMod(-content.length, 512)]);
  }

  private static byte[] join(byte[]... parts) {
    var joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
