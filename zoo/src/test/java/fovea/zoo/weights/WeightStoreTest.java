package fovea.zoo.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import fovea.data.Preprocessing;
import fovea.data.download.FileHash;
import fovea.data.pixels.DataException;
import fovea.graph.type.FoveaException;
import fovea.zoo.weights.PublishedWeights.Accuracy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightStoreTest {
  private static final byte[] CONTENT = "weights".getBytes(StandardCharsets.UTF_8);

  /** Of {@link #CONTENT}, by the first digits of its SHA-256. */
  private static final String DIGITS = "9a129038";

  @TempDir private Path folder;
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/models/",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(200, CONTENT.length);
          exchange.getResponseBody().write(CONTENT);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void downloadsOnceIntoTheFolder() throws IOException {
    var store = WeightStore.defaults().folder(folder);
    PublishedWeights weights = weights(DIGITS);
    assertFalse(store.has(weights));
    Path file = store.fetch(weights);
    assertEquals(folder.resolve("net-1.pth"), file);
    assertArrayEquals(CONTENT, Files.readAllBytes(file));
    assertTrue(store.has(weights));
    assertEquals(file, store.offline(true).fetch(weights));
    assertEquals(1, requests.get());
  }

  @Test
  void offlineMeansOffline() {
    var store = WeightStore.defaults().folder(folder).offline(true);
    var e = assertThrows(FoveaException.class, () -> store.fetch(weights(DIGITS)));
    assertTrue(e.getMessage().contains("/models/net-1.pth"), e.getMessage());
    assertEquals(0, requests.get());
  }

  @Test
  void aWrongFileIsNotKept() {
    var store = WeightStore.defaults().folder(folder);
    var e = assertThrows(DataException.class, () -> store.fetch(weights("00000000")));
    assertTrue(e.getMessage().contains("SHA-256 00000000"), e.getMessage());
    assertFalse(store.has(weights("00000000")));
  }

  @Test
  void aMirrorStandsInForThePublisher() {
    URI address = URI.create("https://example.invalid/net-1.pth");
    var elsewhere =
        new PublishedWeights(
            "net/tag",
            "lenet5",
            address,
            FileHash.sha256(DIGITS),
            Preprocessing.imagenet(32, 32),
            new Accuracy(1, 2, "test"));
    var store = WeightStore.defaults().folder(folder).mirror(root());
    assertTrue(Files.exists(store.fetch(elsewhere)));
  }

  private URI root() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/models/");
  }

  private PublishedWeights weights(String digits) {
    return new PublishedWeights(
        "net/tag",
        "lenet5",
        root().resolve("net-1.pth"),
        FileHash.sha256(digits),
        Preprocessing.imagenet(32, 32),
        new Accuracy(1, 2, "test"));
  }
}
