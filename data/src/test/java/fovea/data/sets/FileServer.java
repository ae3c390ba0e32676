package fovea.data.sets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A local HTTP server with the faults that servers have. */
final class FileServer implements AutoCloseable {

  /** Content by path. */
  final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** The paths that were asked for, with the range if there was one. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  /** Whether ranges are understood. */
  volatile boolean ranges = true;

  /** The first answer ends after so many bytes. */
  volatile int breakAfter = Integer.MAX_VALUE;

  /** Answers stop after so many bytes, but the connection stays. */
  volatile int silentAfter = Integer.MAX_VALUE;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer server;

  FileServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(1);
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(range == null ? path : path + " " + range);
    byte[] content = files.get(path);
    if (content == null) {
      exchange.sendResponseHeaders(404, -1);
    } else if (range == null || !ranges) {
      send(exchange, 200, content, 0);
    } else {
      int from = Integer.parseInt(range.replace("bytes=", "").replace("-", ""));
      if (from >= content.length) {
        exchange.sendResponseHeaders(416, -1);
      } else {
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
        send(exchange, 206, content, from);
      }
    }
    exchange.close();
  }

  private void send(HttpExchange exchange, int status, byte[] content, int from)
      throws IOException {
    exchange.sendResponseHeaders(status, content.length - from);
    OutputStream out = exchange.getResponseBody();
    int length = Math.min(content.length - from, Math.min(breakAfter, silentAfter));
    out.write(content, from, length);
    out.flush();
    breakAfter = Integer.MAX_VALUE;
    if (silentAfter < content.length - from) {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
